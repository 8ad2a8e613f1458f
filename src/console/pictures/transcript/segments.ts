import { isHidden } from "../../../formats/index.ts";

/** A stretch of text that is drawn in one way. */
export interface Segment {
  readonly text: string;
  /** Where an oracle or detector saw something. */
  readonly marked: boolean;
  /** A run of characters without a visible form; `text` then holds their names, such as `⟨U+202E⟩`. */
  readonly hidden: boolean;
}

export interface Span {
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** More than this is not drawn of one turn; the rest is in the evidence. */
export const shownAtMost = 20_000;

/**
 * Cuts a text at the edges of its spans and of its hidden characters. Spans may overlap, touch, or lie
 * outside the text; a span that cuts a surrogate pair takes in the whole character.
 * Work is linear in the text plus n log n in the spans.
 */
export function segmentsOf(text: string, spans: readonly Span[]): readonly Segment[] {
  const ordered = spans.filter((span) => span.end > span.start).sort((a, b) => a.start - b.start);
  const segments: { text: string; marked: boolean; hidden: boolean }[] = [];
  let next = 0;
  let markedUntil = 0;
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    for (let span = ordered[next]; span !== undefined && span.start < end; span = ordered[next]) {
      markedUntil = Math.max(markedUntil, span.end);
      next += 1;
    }
    const codePoint = character.codePointAt(0) ?? 0;
    const hidden = isHidden(codePoint);
    const marked = at < markedUntil;
    const shown = hidden ? nameOf(codePoint) : character;
    const last = segments.at(-1);
    if (last !== undefined && last.marked === marked && last.hidden === hidden) last.text += shown;
    else segments.push({ text: shown, marked, hidden });
    at = end;
  }
  return segments;
}

function nameOf(codePoint: number): string {
  return `⟨U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
