import type { ByteSource } from "../../../formats/index.ts";

/** A tensor and where its bytes are. */
export interface TensorPlace {
  readonly name: string;
  /** As safetensors names types. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly elements: number;
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
}

/** The tensors of a model by name, and what could not be compared, with the reason. */
export interface TensorSet {
  readonly tensors: ReadonlyMap<string, TensorPlace>;
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}
