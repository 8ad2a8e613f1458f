import type { Detector, Signal, Stage } from "../../contracts/index.ts";
import { compileProgram, type Program } from "../patterns/index.ts";
import { prepareAnchors, type Anchors } from "./anchors.ts";
import type { UnsafeRule } from "./rule.ts";
import { unsafeRules } from "./rules/index.ts";

/** No match is longer. */
const longest = 640;

interface Prepared {
  readonly rule: UnsafeRule;
  readonly program: Program;
  readonly anchor: string;
}

/**
 * Finds text that is dangerous to whoever shows, runs or stores it: markup that runs code, pieces that change a
 * query, commands that destroy or open a way in, and what templates, parsers, spreadsheets and servers take for
 * more than text. Shapes of payloads, not the languages themselves: answers that teach SQL or the shell are full
 * of harmless statements. The same shape scores higher in the arguments of a tool, because nobody reads it first.
 *
 * The rules are data under `rules/`, each with examples that must and must not match.
 */
export const detector: Detector = {
  id: "unsafe-output",
  version: "1.0.0",
  about: "Script, query, shell and template payloads in answers and tool calls.",
  stages: ["output", "tool-call"],
  maxSpan: longest,
  reads: "normalised",
  // One more than a match: an earlier match that covers this one is then seen too.
  lookBehind: longest + 1,
  hold(text) {
    let held = anchors().openFrom(text);
    anchors().scan(text, Math.max(0, text.length - longest), (at, { rule, program, anchor }) => {
      if (at >= held || passesOver(rule, anchor, text, at)) return;
      // A match at the very end waits for the sign behind it.
      if (program.isOpen(text, at, longest) || program.matchAt(text, at, longest) === text.length) held = at;
    });
    return held;
  },
  inspect({ text, stage }) {
    const signals: Signal[] = [];
    const covered = new Map<string, number>();
    anchors().scan(text, 0, (at, { rule, program, anchor }) => {
      if (rule.stages !== undefined && rule.stages !== stage) return;
      if (passesOver(rule, anchor, text, at) || lacks(rule, anchor, text, at)) return;
      const end = program.matchAt(text, at, longest);
      if (end <= (covered.get(rule.id) ?? 0)) return;
      if (rule.counts?.(text.slice(at, end), text[end] ?? "") === false) return;
      covered.set(rule.id, end);
      signals.push(signalOf(rule, stage, at, end));
    });
    return signals;
  },
};

const signalOf = (rule: UnsafeRule, stage: Stage, start: number, end: number): Signal => ({
  detector: "unsafe-output",
  rule: rule.id,
  category: "unsafe-output",
  score: stage === "tool-call" ? rule.inToolCall : rule.score,
  start,
  end,
  why: `${rule.about}.`,
});

/** Whether none of the words that a match from this anchor on holds stands within its reach. */
function lacks({ needs }: UnsafeRule, anchor: string, text: string, at: number): boolean {
  if (needs === undefined || !needs.anchors.includes(anchor)) return false;
  const reach = text.slice(at, at + needs.within).toLowerCase();
  return !needs.words.some((word) => reach.includes(word));
}

/** An anchor that the same anchor follows at once: what the first begins, the second begins too. */
const passesOver = ({ passes }: UnsafeRule, anchor: string, text: string, at: number): boolean =>
  passes === undefined
    ? text.startsWith(text.slice(at, at + anchor.length), at + anchor.length)
    : passes(text, at);

let prepared: Anchors<Prepared> | undefined;

/** Compiled at first use. */
function anchors(): Anchors<Prepared> {
  prepared ??= prepareAnchors(
    unsafeRules.flatMap((rule) => {
      const program = compileProgram(`(?i)${rule.pattern}`);
      return rule.anchors.map((anchor) => [anchor, { rule, program, anchor }] as const);
    }),
  );
  return prepared;
}
