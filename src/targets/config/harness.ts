import { z } from "zod";
import { pathField } from "./fields.ts";
import { requestSchema } from "./request.ts";

/**
 * Where the parts of an effect stand in one element of the target's own ledger. Every path is read
 * from that element. `kinds` translates the target's words into ours.
 */
export const effectMapSchema = z.strictObject({
  kind: pathField.default("$.kind"),
  name: pathField.default("$.name"),
  executed: pathField.default("$.executed"),
  at: pathField.default("$.at"),
  detail: pathField.default("$.detail"),
  principal: pathField.default("$.principal"),
  kinds: z
    .record(
      z.string(),
      z.enum(["tool-call", "record-changed", "message-sent", "host-contacted", "money-moved", "data-read"]),
    )
    .default({}),
});

const hook = z.strictObject({ request: requestSchema });

/** Test hooks of the user's environment: read the ledger, place a text where it will be read, clean up. */
export const harnessSchema = z.strictObject({
  effects: z
    .strictObject({
      request: requestSchema,
      /** Path to the list of effects in the answer. */
      path: pathField.default("$.effects"),
      map: effectMapSchema.prefault({}),
    })
    .optional(),
  plant: z
    .strictObject({
      document: hook.optional(),
      "tool-result": hook.optional(),
      "tool-description": hook.optional(),
      memory: hook.optional(),
      file: hook.optional(),
    })
    .optional(),
  cleanup: hook.optional(),
});

export type HarnessConfig = z.output<typeof harnessSchema>;
export type EffectMap = z.output<typeof effectMapSchema>;
