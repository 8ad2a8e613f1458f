import { z } from "zod";

const scalar = z.union([z.string().max(200), z.number(), z.boolean()]);
const expected = z.union([scalar, z.array(scalar).min(1).max(50)]);
const conditions = z.record(z.string().max(120), expected);

const reachEnd = z.union([z.literal("self"), conditions]);
const word = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, "lower-case letters, digits and `-`");
const words = z.array(word).max(30);
const level = z.int().min(1).max(5);
const codes = (form: RegExp, example: string): z.ZodType<string[]> =>
  z.array(z.string().regex(form, `an id such as \`${example}\``)).max(30);

/** One rule as its file writes it. */
export const ruleSchema = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9-]{0,30}$/, "an id such as `T01`"),
  target: z.enum(["component", "flow", "system"]),
  when: z
    .record(z.string().max(120), z.union([expected, z.strictObject({ from: reachEnd, to: reachEnd })]))
    .refine((when) => Object.keys(when).length > 0, "a rule needs at least one condition"),
  emit: z.strictObject({
    title: z.string().min(1).max(200),
    stride: z.array(z.enum(["S", "T", "R", "I", "D", "E"])).min(1),
    actor: word,
    atlas: codes(/^AML\.T\d{4}(?:\.\d{3})?$/, "AML.T0051.000"),
    llm2025: codes(/^LLM\d\d$/, "LLM01"),
    llm2026: codes(/^LLM\d\d$/, "LLM01"),
    asi: codes(/^ASI\d\d$/, "ASI01"),
    exchange: words,
    L: level,
    I: level,
    mitigate: words,
    tests: words,
    detect: words,
    guards: words,
    playbooks: words,
  }),
});

export type Rule = z.output<typeof ruleSchema>;
export type RuleScope = Rule["target"];
