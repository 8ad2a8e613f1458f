import type { ScanFinding } from "../../../contracts/index.ts";

/** A line of code as it is shown. */
export interface CodeLine {
  readonly line: number;
  readonly text: string;
  /** Whether the finding itself stands here. */
  readonly here: boolean;
  /** What a step of the flow says of it. */
  readonly notes: readonly string[];
  /** Whether lines before it are left out. */
  readonly gap: boolean;
}

/**
 * The lines that were kept of a finding, by file and in order: those around it, and those of the steps that lead to
 * it. Where the flow goes through several files, the file of the finding stands last.
 */
export function codeBlocks({
  place,
  excerpt,
  related = [],
}: ScanFinding): readonly { readonly path: string; readonly lines: readonly CodeLine[] }[] {
  const files = new Map<string, Map<number, { text: string; notes: string[] }>>();
  const at = (path: string, line: number, text: string): { text: string; notes: string[] } => {
    const lines = files.get(path) ?? new Map<number, { text: string; notes: string[] }>();
    files.set(path, lines);
    const known = lines.get(line) ?? { text, notes: [] };
    lines.set(line, known);
    return known;
  };
  for (const { path, line, text, note } of related)
    if (line !== undefined && text !== undefined) at(path, line, text).notes.push(note);
  for (const [i, text] of (excerpt?.lines ?? []).entries())
    at(place.path, (excerpt?.firstLine ?? 1) + i, text);
  const last = place.endLine ?? place.line ?? 0;
  return [...files]
    .toSorted(([a], [b]) => Number(a === place.path) - Number(b === place.path))
    .map(([path, lines]) => {
      const sorted = [...lines].toSorted(([a], [b]) => a - b);
      return {
        path,
        lines: sorted.map(([line, { text, notes }], i) => ({
          line,
          text,
          notes: [...new Set(notes)],
          here: path === place.path && place.line !== undefined && line >= place.line && line <= last,
          gap: i > 0 && line > (sorted[i - 1]?.[0] ?? line) + 1,
        })),
      };
    });
}
