import type {
  CellState,
  ChainKind,
  ChainLink,
  LinkState,
  ProvenanceChain,
} from "../../../contracts/index.ts";

export const stateWords: Readonly<Record<LinkState, string>> = {
  matches: "matches",
  differs: "differs",
  "not-recorded": "not recorded",
  "not-checked": "not checked",
};

/** The mark of each state, told apart by shape. */
export const stateMarks: Readonly<Record<LinkState, CellState>> = {
  matches: "passing",
  differs: "failing",
  "not-recorded": "planned",
  "not-checked": "inconclusive",
};

export const kindWords: Readonly<Record<ChainKind, string>> = {
  base: "base model",
  adapter: "adapter",
  dataset: "fine-tuning data",
  "training-code": "training code",
  artifact: "this artifact",
  signature: "signature",
  "training-statement": "statement of training",
  "scan-statement": "statement of a scan",
  bom: "bill of materials",
};

const order = ["differs", "not-checked", "not-recorded", "matches"] as const;

/** What a chain comes to, the worst first: "1 link differs, 2 are not checked, 4 not recorded, 2 match." */
export function chainSentence({ links }: ProvenanceChain): string {
  const parts = order.flatMap((state) => {
    const n = links.filter((link) => link.state === state).length;
    if (n === 0) return [];
    if (state === "differs") return [`${String(n)} ${n === 1 ? "differs" : "differ"}`];
    if (state === "matches") return [`${String(n)} ${n === 1 ? "matches" : "match"}`];
    return [`${String(n)} ${n === 1 ? "is" : "are"} ${stateWords[state]}`];
  });
  return `Of ${String(links.length)} links ${parts.join(", ")}.`;
}

const longestName = 30;

/** The two lines in the box of a link. */
export function boxLines({ kind, name, state }: ChainLink): readonly [string, string] {
  if (name === kindWords[kind]) return [name, stateWords[state]];
  // The end of a path says more than its start.
  const shown = name.length > longestName ? `…${name.slice(1 - longestName)}` : name;
  return [shown, `${kindWords[kind]}, ${stateWords[state]}`];
}

/** The whole of a link, as it is read out: first what stands in its box, so that it can be called by that. */
export function linkWords(link: ChainLink): string {
  const [first, second] = boxLines(link);
  return `${first} ${second}. ${first === link.name ? "" : `${link.name}. `}${link.why}`;
}
