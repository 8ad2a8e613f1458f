import { FeatureStore, type Scorer } from "./feature-store.ts";

const store = new FeatureStore();
/** The score of a text and the number of its pieces, by a model that is not quantised yet. */
export function judgeText(model: Scorer, text: string): { readonly score: number; readonly pieces: number } {
  store.clear();
  store.add(text);
  const { score } = store.best(0, model);
  return { score: Number.isFinite(score) ? score : -20, pieces: Math.max(1, store.pieceCount(0)) };
}
