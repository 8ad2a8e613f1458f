import type { Detector, Signal } from "../../contracts/index.ts";
import { bidi } from "./bidi.ts";
import { longest, type Findings } from "./finding.ts";
import { invisibleRuns } from "./invisible-runs.ts";
import { hiddenMarkup } from "./markup.ts";

const nothing: Findings = { found: [], hold: 0 };

/**
 * Finds text that a person does not see and a model reads. Scores: 0.9 to 1 where characters carry a message,
 * 0.7 to 0.8 where they have no other use, 0.3 to 0.5 where pages also do it for good reasons.
 */
export const detector: Detector = {
  id: "hidden-text",
  version: "1.0.0",
  about: "Text that is not shown: invisible characters, reading direction turned, hidden markup.",
  stages: ["input", "document", "tool-definition", "tool-call", "tool-result", "output"],
  maxSpan: longest,
  reads: "written",
  lookBehind: longest,
  hold(text) {
    return Math.min(
      text.length,
      ...parts(text).map(({ found, hold }) => (found === nothing.found ? text.length : hold)),
    );
  },
  inspect({ text }) {
    return parts(text)
      .flatMap(({ found }) => found)
      .sort((a, b) => a.start - b.start || a.end - b.end)
      .map((finding): Signal => ({ detector: "hidden-text", category: "hidden-content", ...finding }));
  },
};

/** Most texts have neither a character that may not be shown nor markup. */
function parts(text: string): readonly Findings[] {
  const markup = text.includes("<") || text.includes("[") ? hiddenMarkup(text) : nothing;
  return mayHide.test(text) ? [invisibleRuns(text), bidi(text), markup] : [markup];
}

/**
 * All that is not the letters of Latin alphabets and the usual dashes, quotation marks and dots. One class:
 * linear, and faster than a loop.
 */
// oxlint-disable-next-line no-misleading-character-class -- ranges of code units, on purpose
const mayHide = /[\u00ad\u0300-\u200f\u2028-\u202f\u205f-\uffff]/;
