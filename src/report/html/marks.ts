import type { CellState, Verdict } from "../../contracts/index.ts";
import { element, type Markup } from "./markup.ts";

/** The mark of a state, told apart by shape alone: it must survive a black and white printer. */
export function stateMark(state: CellState): Markup {
  return element`<svg class="mark ${state}" viewBox="0 0 16 16" aria-hidden="true">${shapes[state]}</svg>`;
}

const shapes: Readonly<Record<CellState, Markup>> = {
  passing: element`<circle class="fill" cx="8" cy="8" r="6" />`,
  failing: element`<path class="stroke" d="M3 3l10 10M13 3L3 13" />`,
  inconclusive: element`<path class="fill" d="M8 2a6 6 0 0 0 0 12z" /><circle
      class="line"
      cx="8"
      cy="8"
      r="5.5"
    />`,
  planned: element`<circle class="line" cx="8" cy="8" r="5.5" />`,
  stale: element`<rect class="line" x="2.5" y="2.5" width="11" height="11" /><path
      class="line"
      d="M2.5 7.5l5-5M2.5 12.5l10-10M6.5 13.5l7-7M11 13.5l2.5-2.5"
    />`,
  none: element`<circle class="fill" cx="8" cy="8" r="1.2" />`,
};

const verdictStates = {
  pass: "passing",
  fail: "failing",
  inconclusive: "inconclusive",
} as const satisfies Record<Verdict["kind"], CellState>;

export function verdictMark(kind: Verdict["kind"]): Markup {
  return stateMark(verdictStates[kind]);
}
