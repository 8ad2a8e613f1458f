import { visibleText } from "../../../formats/index.ts";
import { apparentRank, type ApparentRank } from "./apparent-rank.ts";
import { elementType } from "./decode.ts";
import { tensorDifference, type TensorDifference } from "./difference.ts";
import { openTensors } from "./open-tensors.ts";
import type { TensorPlace } from "./tensor.ts";

export interface TensorChange extends Omit<TensorDifference, "norm"> {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: readonly [string, string];
  readonly rank?: ApparentRank;
  /** A change of few directions in a matrix of many: what merging an adapter (LoRA) leaves. */
  readonly adapterLike: boolean;
}

export interface ModelDiff {
  readonly schemaVersion: "bartizan.model-diff/v1";
  readonly before: string;
  readonly after: string;
  readonly format: "safetensors" | "onnx";
  readonly same: boolean;
  readonly tensors: number;
  readonly elements: number;
  /** Largest relative change first. */
  readonly changed: readonly TensorChange[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Shape differs, so nothing can be said element by element. */
  readonly reshaped: readonly {
    readonly name: string;
    readonly before: readonly number[];
    readonly after: readonly number[];
  }[];
  readonly notCompared: readonly { readonly name: string; readonly why: string }[];
}

export interface DiffModelsOptions {
  /** Whether ranks are looked for: two more passes over what has changed. */
  readonly ranks: boolean;
  readonly signal?: AbortSignal;
  readonly onTensor?: (name: string) => void;
}

/**
 * Compares two models tensor by tensor: which differ, how much, and whether the change looks like that of an
 * adapter. Memory does not grow with the models.
 *
 * @throws PROVENANCE_TENSORS_UNREADABLE, FORMATS_*
 * @example (await diffModels("base", "tuned", { ranks: true })).changed[0]?.rank?.rank // 8
 */
export async function diffModels(
  before: string,
  after: string,
  options: DiffModelsOptions,
): Promise<ModelDiff> {
  const old = await openTensors(before);
  try {
    const now = await openTensors(after);
    try {
      const changed: TensorChange[] = [];
      const reshaped: { name: string; before: readonly number[]; after: readonly number[] }[] = [];
      const notCompared = [...old.skipped, ...now.skipped];
      let elements = 0;
      for (const [name, a] of old.tensors) {
        const b = now.tensors.get(name);
        if (b === undefined) continue;
        options.onTensor?.(name);
        if (a.shape.join() !== b.shape.join()) reshaped.push({ name, before: a.shape, after: b.shape });
        else if (elementType(a.dtype) === undefined || elementType(b.dtype) === undefined)
          notCompared.push({ name, why: `elements of ${a.dtype} and ${b.dtype} are not read one by one` });
        else {
          elements += a.elements;
          const change = await changeOf(a, b, options);
          if (change !== undefined) changed.push(change);
        }
      }
      const added = [...now.tensors.keys()].filter((name) => !old.tensors.has(name)).sort();
      const removed = [...old.tensors.keys()].filter((name) => !now.tensors.has(name)).sort();
      return {
        schemaVersion: "bartizan.model-diff/v1",
        before,
        after,
        format: now.format,
        same: [changed, reshaped, notCompared, added, removed].every((list) => list.length === 0),
        tensors: old.tensors.size,
        elements,
        changed: changed.sort((x, y) => sizeOf(y) - sizeOf(x) || (x.name < y.name ? -1 : 1)),
        added,
        removed,
        reshaped,
        notCompared: notCompared.map(({ name, why }) => ({ name: visibleText(name), why })),
      };
    } finally {
      await now.close();
    }
  } finally {
    await old.close();
  }
}

/** What was zero and is no longer has changed beyond measure. */
const sizeOf = ({ relativeNorm }: TensorChange): number => relativeNorm ?? Number.MAX_VALUE;

async function changeOf(
  a: TensorPlace,
  b: TensorPlace,
  { ranks, signal }: DiffModelsOptions,
): Promise<TensorChange | undefined> {
  const { norm, ...difference } = await tensorDifference(a, b, signal);
  if (difference.changedShare === 0 && a.dtype === b.dtype) return undefined;
  const rank = ranks ? await apparentRank(a, b, norm, signal) : undefined;
  return {
    name: a.name,
    shape: a.shape,
    dtype: [a.dtype, b.dtype],
    ...difference,
    ...(rank === undefined ? {} : { rank }),
    adapterLike: rank?.rank !== undefined && rank.rank <= rank.full / 4 && difference.changedShare > 0.5,
  };
}
