/** A strict reader of CEF, written from its description alone. Throws at whatever the format does not allow. */
export function parseCef(line: string): {
  readonly header: readonly string[];
  readonly extension: ReadonlyMap<string, string>;
} {
  for (const unit of line) {
    const code = unit.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) throw new Error(`control character ${code}`);
    if (code >= 0xd800 && code <= 0xdfff) throw new Error("lone surrogate");
  }
  if (!line.startsWith("CEF:0|")) throw new Error("not CEF version 0");
  const header: string[] = [];
  let at = 6;
  while (header.length < 6) {
    let field = "";
    for (;;) {
      const c = line[at++];
      if (c === undefined) throw new Error("header ends early");
      if (c === "|") break;
      if (c !== "\\") field += c;
      else {
        const next = line[at++];
        if (next !== "\\" && next !== "|") throw new Error("unknown escape in header");
        field += next;
      }
    }
    header.push(field);
  }
  const extension = new Map<string, string>();
  let rest = line.slice(at);
  while (rest !== "") {
    const key = /^[A-Za-z][A-Za-z0-9]*=/.exec(rest)?.[0];
    if (key === undefined) throw new Error(`no key at ${rest.slice(0, 20)}`);
    rest = rest.slice(key.length);
    let value = "";
    let i = 0;
    for (; i < rest.length && rest[i] !== "="; i++) {
      if (rest[i] !== "\\") value += rest[i];
      else {
        i += 1;
        const plain = { "\\": "\\", "=": "=", n: "\n", r: "\r" }[rest[i] ?? ""];
        if (plain === undefined) throw new Error("unknown escape in extension");
        value += plain;
      }
    }
    // An equals sign ends the key that follows the last blank.
    const isLast = i >= rest.length;
    const cut = isLast ? rest.length : rest.lastIndexOf(" ", i);
    if (cut < 0) throw new Error("equals sign in a value");
    if (!isLast) value = value.slice(0, value.length - (i - cut));
    const name = key.slice(0, -1);
    if (extension.has(name)) throw new Error(`key ${name} twice`);
    extension.set(name, value);
    rest = rest.slice(isLast ? cut : cut + 1);
  }
  return { header, extension };
}
