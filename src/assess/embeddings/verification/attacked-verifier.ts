import type { Predictions, Rows } from "../../../contracts/index.ts";
import type { AttackedModel } from "../../robustness/index.ts";
import { similarity, type Embed, type Template } from "./template.ts";

export interface Verifier {
  readonly embed: Embed;
  readonly threshold: number;
}

/**
 * One comparison as a model of two classes, so that attacks on classifiers work on it: 0 is rejected, 1 accepted. Its
 * scores are the threshold and the similarity; an attack for labels sees neither.
 *
 * @example await runAttack(square({ epsilon: 0.1 }), { model: attackedVerifier(verifier, victim), … })
 */
export function attackedVerifier({ embed, threshold }: Verifier, { vector }: Template): AttackedModel {
  return {
    predict: async (rows: Rows): Promise<Predictions> => {
      const vectors = await embed(rows);
      const width = vectors.length / rows.count;
      const labels = new Int32Array(rows.count);
      const scores = new Float64Array(2 * rows.count);
      for (let i = 0; i < rows.count; i++) {
        const like = similarity(vectors.subarray(i * width, (i + 1) * width), vector);
        labels[i] = Number(like > threshold);
        scores[2 * i] = threshold;
        scores[2 * i + 1] = like;
      }
      return { count: rows.count, labels, scores };
    },
  };
}
