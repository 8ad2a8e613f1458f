/** Whether a name fits a pattern: equal, or beginning with what stands before a `*` at its end. */
export function fitsPattern(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Whether a list of patterns allows a name; no list allows everything. */
export function allowsName(patterns: readonly string[] | undefined, name: string): boolean {
  return patterns === undefined || patterns.some((pattern) => fitsPattern(pattern, name));
}
