/** Semantic Versioning 2.0, section 11. Build metadata do not count. */
export function compareSemver(a: string, b: string): number | undefined {
  const [x, y] = [parse(a), parse(b)];
  if (x === undefined || y === undefined) return undefined;
  for (let i = 0; i < 3; i++) {
    const order = (x.core[i] ?? 0) - (y.core[i] ?? 0);
    if (order !== 0) return order;
  }
  if (x.pre.length === 0 || y.pre.length === 0) return y.pre.length - x.pre.length;
  for (let i = 0; i < Math.min(x.pre.length, y.pre.length); i++) {
    const order = compareIdentifiers(x.pre[i] ?? "", y.pre[i] ?? "");
    if (order !== 0) return order;
  }
  return x.pre.length - y.pre.length;
}

const longest = 200;
const form = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

function parse(text: string): { core: readonly number[]; pre: readonly string[] } | undefined {
  const trimmed = text.trim();
  const match = trimmed.length > longest ? null : form.exec(trimmed);
  if (match === null) return undefined;
  const [, major, minor = "0", patch = "0", pre] = match;
  return { core: [major, minor, patch].map(Number), pre: pre === undefined ? [] : pre.split(".") };
}

function compareIdentifiers(a: string, b: string): number {
  const [m, n] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (m && n) return Number(a) - Number(b);
  if (m !== n) return m ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
