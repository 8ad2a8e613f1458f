import { z } from "zod";

/** The manifest of a pack, `pack.yaml`. */
export const packManifestSchema = z.strictObject({
  /** `<family>/<name>`, such as `threats/core`. */
  id: z
    .string()
    .regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/, "lower-case words joined by `-` and `/`")
    .max(120),
  version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, "a version such as `1.0.0`"),
  title: z.string().min(1).max(200).optional(),
  /** Where the content comes from, for a person. */
  source: z.string().min(1).max(1000),
  /** SPDX identifier or expression. */
  licence: z.string().min(1).max(200),
  /** Who has reviewed the content, and when; law packs need it. */
  reviewed_by: z.string().min(1).max(200).optional(),
});

export type PackManifest = z.output<typeof packManifestSchema>;
