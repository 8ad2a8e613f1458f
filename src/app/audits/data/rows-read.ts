import type { InputSpec, OutputSpec } from "../../../contracts/index.ts";
import type { RowsFile } from "../../../targets/index.ts";

/** What a reader of rows is told. */
export interface RowsWanted {
  /** Absolute. */
  readonly path: string;
  /** What other paths of the manifest are relative to. */
  readonly folder: string;
  readonly config: RowsFile;
  readonly input: InputSpec;
  readonly output: OutputSpec;
}

/** Rows as a file has them, sampled where there are more than wanted. */
export interface RowsRead {
  readonly rows: readonly Float64Array[];
  readonly labels: readonly number[];
  /** Rows of the whole file. */
  readonly of: number;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
}
