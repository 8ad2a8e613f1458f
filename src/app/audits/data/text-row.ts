import type { InputSpec } from "../../../contracts/index.ts";
import { rowOfText } from "../../../formats/index.ts";

/** A text as a row; one that is longer than the manifest says is refused, with both lengths. */
export function textRow(text: string, { shape }: InputSpec, fail: (why: string) => never): Float64Array {
  const width = shape.reduce((product, dim) => product * dim, 1);
  return (
    rowOfText(text, width) ??
    fail(`the text has ${Array.from(text).length} characters, and \`interface.text\` says ${width} at most`)
  );
}
