import { extractionErrors } from "../errors.ts";
import { within } from "./ranges.ts";
import { rowAt, rowsFrom, type QueryStrategy } from "./strategy.ts";

/**
 * Jacobian-based augmentation (Papernot et al. 2017): the seeds, and then rows asked before, each moved by one step
 * along the signs of the gradient of the copy's class, where its answer changes fastest.
 *
 * @param options step: as a share of each feature's range
 * @throws EXTRACTION_NEEDS_COPY where the copy has no gradients
 */
export const jacobian = ({ step = 0.1 }: { readonly step?: number } = {}): QueryStrategy => ({
  name: "jacobian",
  adaptive: true,
  async choose(from, count, { seeds, ranges, answered, copy, input, output, random }) {
    const made = Array.from({ length: Math.min(count, Math.max(0, seeds.count - from)) }, (_, i) =>
      rowAt(seeds, from + i),
    );
    const missing = count - made.length;
    if (missing === 0) return rowsFrom(seeds.width, made);
    const gradients = copy?.gradients?.(input, { ...output, kind: "score" });
    if (gradients === undefined || answered === undefined)
      throw extractionErrors.needsCopy("The copy shows no gradients to move along.");
    const draw = random.derive(`augment:${from}`);
    const { rows, labels } = answered;
    const starts = Array.from({ length: missing }, (_, i) =>
      // One after the other, then at random: rounds double, so that each row is moved once.
      i < rows.count ? i : draw.integer(rows.count),
    );
    const asked = rowsFrom(
      rows.width,
      starts.map((i) => rowAt(rows, i)),
    );
    const own = Int32Array.from(starts, (i) => Math.max(0, labels[i] ?? 0));
    const told = await gradients.lossAndGradient(asked, own, "cross-entropy");
    for (let i = 0; i < missing; i++) {
      const slope = rowAt({ ...asked, data: told.gradients }, i);
      const moved = rowAt(asked, i).map(
        (value, j) =>
          value + step * ((ranges.high[j] ?? 0) - (ranges.low[j] ?? 0)) * Math.sign(slope[j] ?? 0),
      );
      made.push(within(ranges, moved));
    }
    return rowsFrom(seeds.width, made);
  },
});
