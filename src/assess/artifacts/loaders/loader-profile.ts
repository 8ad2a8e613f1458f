import { z } from "zod";
import { hazards } from "../../../contracts/index.ts";

const outcome = z.enum(["runs-code", "reaches-out", "exhausts", "refuses", "review", "unknown"]);

/** A file of `packs/loaders`: what one loader does with each way of doing harm. */
export const loaderProfileSchema = z.strictObject({
  schemaVersion: z.literal("bartizan.loader/v1"),
  /** What a developer would write: `torch.load(weights_only=True)`. */
  id: z.string().min(1),
  title: z.string().min(1),
  /** Format ids it reads. */
  reads: z.array(z.string()).min(1),
  /** What it does with a hazard. A hazard that is not named does not concern it. */
  does: z.partialRecord(z.enum(hazards), outcome),
  /** Qualified names of calls in code that are this loader, such as `torch.load`. */
  calls: z.array(z.string()).default([]),
  /** Where this is known from. */
  sources: z.array(z.string()).min(1),
});

export type LoaderProfile = z.output<typeof loaderProfileSchema>;
