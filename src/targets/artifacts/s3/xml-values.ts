const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The text of the first element of this name, its entities read; undefined where there is none. */
export function xmlText(text: string, name: string): string | undefined {
  const start = text.indexOf(`<${name}>`);
  if (start === -1) return undefined;
  const from = start + name.length + 2;
  const end = text.indexOf(`</${name}>`, from);
  if (end === -1) return undefined;
  return text
    .slice(from, end)
    .replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,6});/gi, (whole, entity: string) => {
      if (!entity.startsWith("#")) return named[entity] ?? whole;
      const hex = entity[1] === "x" || entity[1] === "X";
      const code = Number.parseInt(entity.slice(hex ? 2 : 1), hex ? 16 : 10);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    });
}
