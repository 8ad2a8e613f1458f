/** Characters in a text that a model reads and a person does not. */
export function hiddenCharacters(
  text: string,
): { readonly what: string; readonly sure: boolean } | undefined {
  let tags = 0;
  let direction = 0;
  let empty = 0;
  let selectors = 0;
  let first = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x200b) {
      if (unit === 0xad) empty += 1;
      continue;
    }
    const code = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(i) ?? unit) : unit;
    if (code > 0xffff) i += 1;
    const before = tags + direction + empty + selectors;
    if (code >= 0xe0000 && code <= 0xe007f) tags += 1;
    else if (code >= 0xe0100 && code <= 0xe01ef) selectors += 1;
    else if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) direction += 1;
    else if (code === 0x200b || code === 0x200c || code === 0xfeff || (code >= 0x2060 && code <= 0x2064))
      empty += 1;
    if (first === 0 && tags + direction + empty + selectors > before) first = code;
  }
  const count = tags + direction + empty + selectors;
  if (count === 0) return undefined;
  const what = `${count} of them, the first U+${(first || 0xad).toString(16).toUpperCase().padStart(4, "0")}.`;
  return { what, sure: tags > 0 || direction > 0 || selectors > 3 || empty > 7 };
}
