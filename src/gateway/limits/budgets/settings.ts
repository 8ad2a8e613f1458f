import { z } from "zod";

/** `gateway.limits`: how reserving goes. */
export const limitsSettingsSchema = z.strictObject({
  /**
   * Output tokens set aside for an exchange at most. An answer that is streamed gets more while it runs; one
   * that comes whole and is longer is charged afterwards.
   */
  reserveOutputTokens: z.int().min(1).max(10_000_000).default(4_096),
  /** Output tokens a running stream gets at a time: one step of the store each. */
  chunkTokens: z.int().min(1).max(1_000_000).default(512),
  /** After so long a slot is free again, when its gateway has died. Not below the upstream's time-out. */
  leaseSeconds: z.int().min(1).max(86_400).default(600),
});
export type LimitsSettings = z.output<typeof limitsSettingsSchema>;
