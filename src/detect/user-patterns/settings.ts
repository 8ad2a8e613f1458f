import { z } from "zod";
import { riskCategories, type JsonValue } from "../../contracts/index.ts";
import { checkShape, fieldName, oneOrAll } from "../../formats/index.ts";
import { patternLimits, patternsErrors, safeProgram, type PatternRule } from "../patterns/index.ts";
import { userPatternsErrors } from "./errors.ts";

const text = z.string().min(1).max(4000);
const patternSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, "an id is kebab-case")
    .max(80),
  /** RE2 syntax; every repeat with an upper bound. */
  pattern: z.string().min(1).max(patternLimits.length),
  category: z.enum(riskCategories).default("protected-data-leak"),
  score: z.number().gt(0).lte(1).default(0.9),
  /** What was seen, for the record. */
  description: z.string().max(200).optional(),
  examples: z
    .strictObject({ match: z.array(text).max(50).default([]), silent: z.array(text).max(50).default([]) })
    .optional(),
});

/** What a policy says under `user-patterns`. */
export const userPatternsSchema = z.strictObject({
  patterns: z.array(patternSchema).min(1).max(patternLimits.count),
});
export type UserPattern = z.output<typeof patternSchema> & PatternRule;

/**
 * Reads and proves the patterns of a policy.
 * @throws BartizanError with the field for whatever is wrong: shape, syntax, cost, examples
 */
export function readPatterns(settings: JsonValue): readonly UserPattern[] {
  const place = (path: readonly (string | number)[]) => ({ field: fieldName(path) });
  const shape = checkShape(userPatternsSchema, { value: settings, place }, userPatternsErrors);
  if (!shape.ok) throw oneOrAll(shape.problems, userPatternsErrors.severalProblems, {});
  const seen = new Set<string>();
  return shape.value.patterns.map((pattern, i) => {
    if (seen.has(pattern.id))
      throw userPatternsErrors.badValue(
        `The id \`${pattern.id}\` is there twice.`,
        place(["patterns", i, "id"]),
      );
    seen.add(pattern.id);
    const rule = { ...pattern, place: place(["patterns", i, "pattern"]) };
    proveExamples(rule, i);
    return rule;
  });
}

/** Examples are not repeated in messages: they may be what must not be seen. */
function proveExamples({ id, pattern, examples, place }: UserPattern, index: number): void {
  const program = safeProgram(pattern, place);
  const at = (kind: string, i: number) => ({ field: fieldName(["patterns", index, "examples", kind, i]) });
  examples?.match.forEach((example, i) => {
    if (program.search(example, 0) === undefined)
      throw patternsErrors.exampleFails(`\`${id}\` does not match an example it should.`, at("match", i));
  });
  examples?.silent.forEach((example, i) => {
    if (program.search(example, 0) !== undefined)
      throw patternsErrors.exampleFails(`\`${id}\` matches an example it should not.`, at("silent", i));
  });
}
