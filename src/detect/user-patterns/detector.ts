import type { Detector } from "../../contracts/index.ts";
import { createPatternSet } from "../patterns/index.ts";
import { readPatterns, type UserPattern } from "./settings.ts";

/**
 * Finds what the patterns of a policy describe: staff numbers, project names, formats of one's own. Without
 * settings it finds nothing. Patterns are RE2 and compiled here only, so none can take more than linear time;
 * each has an upper bound of length, and so a stream knows how much to hold.
 *
 * @example detector.configure?.({ patterns: [{ id: "staff-number", pattern: "EMP-[0-9]{6}" }] })
 */
export const detector: Detector = detectorOf([]);

function detectorOf(patterns: readonly UserPattern[]): Detector {
  const set = createPatternSet(patterns);
  return {
    id: "user-patterns",
    version: "1.0.0",
    about: "Patterns of one's own, given in the policy.",
    stages: ["input", "document", "tool-definition", "tool-call", "tool-result", "output"],
    maxSpan: set.longest,
    reads: "normalised",
    // One more than a match can be long: an earlier match that covers this one is then seen too.
    lookBehind: set.longest + 1,
    hold: (text) => set.hold(text),
    inspect: ({ text }) =>
      set.find(text).map(({ rule, start, end }) => ({
        detector: "user-patterns",
        rule: rule.id,
        category: rule.category,
        score: rule.score,
        start,
        end,
        why: rule.description ?? `It has the form of \`${rule.id}\`.`,
      })),
    configure: (settings) => detectorOf(readPatterns(settings)),
  };
}
