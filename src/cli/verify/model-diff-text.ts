import type { ModelDiff } from "../../app/index.ts";
import { visibleText } from "../../formats/index.ts";

const mostLines = 40;

/** A comparison of two models for people: what changed most comes first. */
export function modelDiffText(found: ModelDiff): string {
  const { changed, added, removed, reshaped, notCompared, tensors } = found;
  if (found.same) return `Nothing differs: ${tensors} tensors, ${found.elements} numbers.\n`;
  const lines = [`${changed.length} of ${tensors} tensors changed.`];
  const adapters = changed.filter(({ adapterLike }) => adapterLike).length;
  if (adapters > 0)
    lines.push(`${adapters} of the changes have a low rank, as a merged adapter (LoRA) leaves them.`);
  lines.push("");
  if (changed.length > 0) lines.push("  relative  largest   changed  cosine    rank     tensor");
  const rows = changed.map(
    ({ name, relativeNorm, maxChange, changedShare, cosine, rank, dtype, notFinite }) => {
      const cells = [
        (relativeNorm === undefined ? "from 0" : short(relativeNorm)).padStart(8),
        short(maxChange).padStart(8),
        `${(100 * changedShare).toFixed(1)} %`.padStart(8),
        (cosine === undefined ? "-" : cosine.toFixed(4)).padStart(7),
        (rank === undefined ? "-" : `${rank.rank ?? `>${rank.tried}`}/${rank.full}`).padStart(8),
      ];
      const types = dtype[0] === dtype[1] ? "" : ` (${dtype.join(" → ")})`;
      return `  ${cells.join("  ")}  ${visibleText(name)}${types}${notFinite > 0 ? `, ${notFinite} not finite` : ""}`;
    },
  );
  lines.push(...few(rows));
  const rest: readonly (readonly [string, readonly string[]])[] = [
    ["+", added],
    ["-", removed],
    [
      "~",
      reshaped.map(({ name, before, after }) => `${name}: [${before.join(", ")}] → [${after.join(", ")}]`),
    ],
    ["not compared:", notCompared.map(({ name, why }) => `${name}: ${why}`)],
  ];
  for (const [mark, list] of rest) lines.push(...few(list.map((text) => `  ${mark} ${visibleText(text)}`)));
  return `${lines.join("\n")}\n`;
}

const short = (value: number): string =>
  value === 0 ? "0" : value >= 0.001 && value < 1000 ? value.toPrecision(3) : value.toExponential(1);

const few = (lines: readonly string[]): string[] =>
  lines.length <= mostLines
    ? [...lines]
    : [...lines.slice(0, mostLines), `  … and ${lines.length - mostLines} more (--format json has all)`];
