import type { Case, Plant, Turn } from "../../../contracts/index.ts";
import { corpusErrors, render, transformNamed } from "../../corpus/index.ts";
import { halvesOf, requireApart } from "./canary.ts";

/** The texts of a case as they are sent. */
export interface Texts {
  readonly plants: readonly Plant[];
  readonly history: readonly Turn[];
  readonly turns: readonly string[];
}

/**
 * Fills a case for one trial. Throws CORPUS_TEMPLATE for a placeholder that nothing fills and
 * CORPUS_CANARY_SENT if a text would hold the joined canary.
 */
export function textsOf(testCase: Case, canary: string): Texts {
  const { left, right } = halvesOf(canary);
  const values = { "canary.left": left, "canary.right": right };
  const filled = (template: string): string => {
    const text = render(template, values, applyTransform);
    requireApart(text, canary);
    return text;
  };
  return {
    plants: testCase.plants.map((plant) => ({ ...plant, text: filled(plant.text) })),
    history: (testCase.history ?? []).map((turn) => ({ ...turn, text: filled(turn.text) })),
    turns: testCase.turns.map(filled),
  };
}

function applyTransform(name: string, text: string): string {
  const transform = transformNamed(name);
  if (transform === undefined) throw corpusErrors.template(`There is no transform \`${name}\`.`);
  return transform.apply(text);
}
