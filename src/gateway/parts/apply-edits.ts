import type { Edit, JsonValue } from "../../contracts/index.ts";
import type { PlacedPart } from "../dialects/dialect.ts";
import { setAt, valueAt } from "./pointer.ts";

/** An edit that cannot be written back safely; the exchange must not go on. */
export class EditError extends Error {
  override readonly name = "EditError";
}

/**
 * The text of one part after its edits, forward only.
 *
 * @param edits those of this part, in order, not overlapping
 * @throws EditError when they overlap, are out of order or out of range
 */
export function editText(text: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const { start, end, replacement } of edits) {
    if (start < at || end < start || end > text.length)
      throw new EditError("Edits overlap or leave the text.");
    out += text.slice(at, start) + replacement;
    at = end;
  }
  return out + text.slice(at);
}

/** Edits by the part they are for, in the order given. */
export function editsByPart(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  const byPart = new Map<string, Edit[]>();
  for (const edit of edits) {
    const held = byPart.get(edit.part);
    if (held === undefined) byPart.set(edit.part, [edit]);
    else held.push(edit);
  }
  return byPart;
}

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/**
 * Checks an edited text of a part: what was JSON (a value, the arguments of a tool call) is JSON still.
 *
 * @throws EditError when it is not
 */
export function checkEdited(part: PlacedPart, before: string, after: string): string {
  const isJson = part.json === true || (part.stage === "tool-call" && parses(before));
  if (isJson && !parses(after)) throw new EditError("An edit would break the JSON it stands in.");
  return after;
}

/**
 * Writes the guard's edits into a body that is ours to change.
 *
 * @throws EditError when an edit names no part, or cannot be written back
 */
export function applyEdits(body: JsonValue, parts: readonly PlacedPart[], edits: readonly Edit[]): void {
  if (edits.length === 0) return;
  const byPart = editsByPart(edits);
  let written = 0;
  for (const part of parts) {
    const own = byPart.get(part.at);
    if (own === undefined) continue;
    written += 1;
    const held = valueAt(body, part.at);
    // The string in the body, not the part's text: of a long address only the head was inspected.
    const before = part.json === true || typeof held !== "string" ? part.text : held;
    writeText(body, part, checkEdited(part, before, editText(before, own)));
  }
  if (written !== byPart.size) throw new EditError("An edit names a part that is not there.");
}

/** Puts one text back at its pointer; a `json` part is parsed again. */
function writeText(body: JsonValue, part: PlacedPart, text: string): void {
  // Safe: `checkEdited` has parsed it, and JSON.parse gives JSON.
  const value = part.json === true ? (JSON.parse(text) as JsonValue) : text;
  if (!setAt(body, part.at, value)) throw new EditError("An edit names a place that is not in the body.");
}

/** Puts the texts that a check gave back, in the order of the parts. @throws EditError */
export function replaceTexts(body: JsonValue, parts: readonly PlacedPart[], texts: readonly string[]): void {
  for (const [i, part] of parts.entries()) {
    const text = texts[i];
    if (text !== undefined && text !== part.text) writeText(body, part, text);
  }
}
