import { RE2JSException } from "re2js";
import type { Place } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import { patternsErrors } from "./errors.ts";
import { compileProgram, type Program } from "./program.ts";

export const patternLimits = {
  /** Characters of a pattern as it is written. */
  length: 1000,
  /** UTF-16 units of its longest match. */
  span: 1024,
  /** Instructions of one compiled pattern. */
  size: 4000,
  /** Instructions of all patterns of a set. */
  total: 40_000,
  count: 200,
} as const;

/**
 * Compiles a pattern that someone else wrote: linear, bounded, and local enough for streams.
 * @throws BartizanError with the place, and never the pattern's own text beyond the part that is wrong
 */
export function safeProgram(pattern: string, place: Place = {}): Program {
  if (pattern.length > patternLimits.length)
    throw patternsErrors.tooLarge(
      `The pattern has ${pattern.length} characters; ${patternLimits.length} are the most.`,
      place,
    );
  const program = compile(pattern, place);
  if (program.matchesEmpty) throw patternsErrors.matchesNothing("The pattern matches the empty text.", place);
  if (program.anchored) throw patternsErrors.anchored("The pattern looks for a beginning or an end.", place);
  if (program.longest === Number.POSITIVE_INFINITY)
    throw patternsErrors.unboundedRepeat("A repeat of the pattern has no upper bound.", place);
  if (program.longest > patternLimits.span || program.size > patternLimits.size)
    throw patternsErrors.tooLarge(
      `The pattern may match ${program.longest} units and compiles to ${program.size} steps; ${patternLimits.span} and ${patternLimits.size} are the most.`,
      place,
    );
  return program;
}

function compile(pattern: string, place: Place): Program {
  try {
    return compileProgram(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw patternsErrors.badSyntax(`${visibleText(error.message.slice(0, 200))}.`, place);
  }
}
