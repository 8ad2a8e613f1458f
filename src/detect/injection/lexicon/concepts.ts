/**
 * What the words of attacks are about, whatever the language. The classifier learns from the order and the
 * nearness of concepts, so that what it learnt in one language holds in the others. The number of a concept
 * is part of the trained weights: add at the end only.
 */
export const concepts = [
  "none",
  "override",
  "instruction",
  "previous",
  "all",
  "you",
  "your",
  "be",
  "now",
  "act",
  "persona",
  "reveal",
  "system",
  "secret",
  "model",
  "restriction",
  "without",
  "unrestricted",
  "not",
  "refuse",
  "obey",
  "must",
  "instead",
  "new",
  "task",
  "answer",
  "user",
  "inform",
  "send",
  "delete",
  "tool",
  "urgent",
  "authority",
  "mode",
  "mail",
  "link",
  "text",
  "end",
  "encode",
  "fiction",
  "harm",
  "please",
  "first",
  "me",
  "want",
  "money",
  "allow",
  "example",
  "machine",
  "condense",
  "when",
  "conceal",
  "prefer",
  "pastime",
  "change",
  "fetch",
  "append",
  "claim",
  "reading",
  "data",
] as const;
export type Concept = (typeof concepts)[number];

/** Signs that stand among the concepts as if they were words. */
export const signs = { sentence: 64, line: 65, quote: 66, colon: 67, mark: 68 } as const;

const numbers: ReadonlyMap<Concept, number> = new Map(concepts.map((concept, i) => [concept, i]));
export const conceptNumber = (concept: Concept): number => numbers.get(concept) ?? 0;
