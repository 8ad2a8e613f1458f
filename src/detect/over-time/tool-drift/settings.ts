import { z } from "zod";
import type { JsonValue } from "../../../contracts/index.ts";
import { readSettings } from "../settings.ts";

const driftSchema = z.strictObject({
  /** Whose tools stay the same: those of one session, of one virtual key (an application), or of one caller. */
  per: z.enum(["session", "virtual-key", "principal"]).default("session"),
  /** Name of the tools that were approved; another one pins what is seen next anew. */
  approved: z.string().max(64).default(""),
  /** Digests that tools must have whatever was seen first; by `toolDigest`, or at least 12 digits of it. */
  pins: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(128),
        digest: z.string().regex(/^[0-9a-f]{12,64}$/u, "12 to 64 hexadecimal digits"),
      }),
    )
    .max(500)
    .default([]),
  /** With pins: whether a tool without one is a signal. */
  onlyPinned: z.boolean().default(false),
});
export type DriftSettings = z.output<typeof driftSchema>;

/** @throws OVER_TIME_UNKNOWN_KEY and the like, with the field */
export const readDriftSettings = (settings: JsonValue): DriftSettings => readSettings(driftSchema, settings);
