import { z } from "zod";
import type { JsonObject } from "../../../contracts/index.ts";

const count = z.int().min(0);

/** What one way of stealing came to: counts, from which every share and interval follows. */
const theftSchema = z.looseObject({
  strategy: z.string().max(100),
  student: z.string().max(100),
  points: z.array(z.object({ queries: count, agree: count, n: count })).max(100),
  /** Adversarial rows made on the copy and sent to the model. */
  transfer: z.object({ turned: count, n: count }).optional(),
  /** What the guard's detectors said of the stream: by detector, the query at which each first spoke, 0 never. */
  noticed: z.record(z.string().max(100), count).optional(),
});

/** Whether the model is a linear head that d + 1 queries copy exactly. */
const linearSchema = z.looseObject({
  linear: z.object({ exact: z.boolean(), queries: count, agree: count, checked: count }),
});

export type TheftDetail = z.output<typeof theftSchema>;
export type LinearDetail = z.output<typeof linearSchema>["linear"];

export const readTheft = (detail: JsonObject): TheftDetail | undefined => theftSchema.safeParse(detail).data;
export const readLinear = (detail: JsonObject): LinearDetail | undefined =>
  linearSchema.safeParse(detail).data?.linear;
