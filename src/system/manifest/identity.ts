import { z } from "zod";
import { id, line, prose } from "./words.ts";

/** `system:` – what it is, for whom, and how much it may do. */
export const identitySchema = z.strictObject({
  id,
  name: line,
  owner: line.optional().describe("Who answers for it."),
  purpose: prose.describe("What it is for, in a sentence or two."),
  jurisdictions: z
    .array(z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, "a code such as `EU` or `US-CA`"))
    .max(100)
    .describe("Where the people it serves are: `EU`, `US`, `US-CA`."),
  users: z.strictObject({
    kind: z.enum(["consumers", "employees", "businesses", "public"]),
    count: z.int().min(0).optional().describe("How many."),
    vulnerable: z.boolean().optional().describe("Whether vulnerable people are among them."),
    minors: z.boolean().optional().describe("Whether minors are among them."),
  }),
  autonomy: z
    .enum(["answers", "drafts", "acts-with-approval", "acts-alone"])
    .describe("How much it does by itself."),
  consequential_decisions: z
    .boolean()
    .describe(
      "Whether it decides, or materially influences decisions, about credit, work, health, housing, education.",
    ),
  criticality: z.enum(["low", "medium", "high"]),
  lifecycle_stage: z.enum(["design", "development", "pilot", "production", "retired"]).optional(),
});

export const dataClassSchema = z.strictObject({
  id,
  sensitivity: z.enum(["public", "internal", "confidential", "restricted"]),
  /** Rules depend on tags, so that a misspelt one must not pass; own tags start with `x-`. */
  tags: z
    .array(
      z.union([
        z.enum([
          "business-rules",
          "file",
          "financial",
          "health",
          "legal-restricted",
          "model-written",
          "pci",
          "pii",
          "prompt-log",
          "reference",
          "secret",
          "system-prompt",
          "third-party-authored",
          "tool-schema",
          "training",
          "untrusted",
          "weights",
        ]),
        z.string().regex(/^x-[a-z0-9-]{1,60}$/, "a known tag, or an own one that starts with `x-`"),
      ]),
    )
    .max(50),
  note: line.optional(),
});

export const zoneSchema = z.strictObject({
  id,
  trust: z.int().min(0).max(5).describe("0 anybody … 5 the innermost."),
  operator: z.enum(["self", "vendor", "public"]).describe("Who runs what stands there."),
  note: line.optional(),
});
