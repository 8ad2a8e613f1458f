import { createReader, type LinearModel } from "./fit.ts";

const reader = createReader();
/** The score of a text and the number of its pieces, by a model that is not quantised yet. */
export function judgeText(
  model: LinearModel,
  text: string,
): { readonly score: number; readonly pieces: number } {
  reader.read(text);
  const { score } = reader.best(model);
  return { score: Number.isFinite(score) ? score : -20, pieces: Math.max(1, reader.count) };
}
