let made: { readonly letters: Uint16Array; readonly alone: Uint8Array } | undefined;

/** Below this, no unit is a word of its own. */
export const firstAlone = 0x0e00;

/**
 * Two tables over UTF-16 units, made at first use. `letters`: the lower-case form of what words are made of
 * (letters, marks, digits), 0 for what stands between words. `alone`: 1 for letters of scripts that write no
 * spaces, which are words of their own.
 */
export function unitTables(): { readonly letters: Uint16Array; readonly alone: Uint8Array } {
  if (made !== undefined) return made;
  const letters = new Uint16Array(65_536);
  const alone = new Uint8Array(65_536);
  for (let code = 0; code < letters.length; code++) {
    const unit = String.fromCharCode(code);
    if (!/[\p{L}\p{M}\p{N}]/u.test(unit)) continue;
    const lower = unit.toLowerCase();
    letters[code] = lower.length === 1 ? lower.charCodeAt(0) : code;
    if (code >= firstAlone && withoutSpaces.test(unit)) alone[code] = 1;
  }
  made = { letters, alone };
  return made;
}

const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
