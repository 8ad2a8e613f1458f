/** Whether these bytes begin a text: UTF-8, and no byte that text does not have. A character cut at the end is let be. */
export function beginsAsText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
  } catch {
    return false;
  }
  return true;
}

/** What a reader of text does not see, or what turns text against him. */
export type Hidden = "direction" | "tag" | "terminal" | "control";

/**
 * What kind of hidden character this is, if it is one that text has no need of. Marks that scripts need
 * (joiners, left-to-right and right-to-left marks, variation selectors) are none.
 */
export function hiddenKind(code: number): Hidden | undefined {
  if (code < 0x20) {
    if (code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d) return undefined;
    return code === 0x1b ? "terminal" : "control";
  }
  if (code < 0x7f) return undefined;
  if (code <= 0x9f) return "control";
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return "direction";
  if (code >= 0xe0000 && code <= 0xe007f) return "tag";
  return undefined;
}
