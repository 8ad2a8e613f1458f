/** Operators by how tightly they bind, the loosest first. */
export const ranks: readonly ReadonlySet<string>[] = [
  new Set(["+", "-"]),
  new Set(["~"]),
  new Set(["*", "/", "//", "%"]),
  new Set(["**"]),
];
export const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);
export const words: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
};
/** Words that cannot begin the argument of a test. */
export const endsTest = new Set(["else", "or", "and", "if", "not", "is", "in"]);
