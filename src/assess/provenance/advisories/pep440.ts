/**
 * Versions of Python packages in their order (PEP 440): epoch, release, pre, post, dev, local. A text that is no
 * such version has no place in the order.
 */
interface PythonVersion {
  readonly epoch: number;
  readonly release: readonly number[];
  /** Before the release: `a`, `b`, `rc` and its number. */
  readonly pre: readonly [number, number] | undefined;
  readonly post: number | undefined;
  readonly dev: number | undefined;
  readonly local: readonly string[];
}

// Anchored, and every group starts with what the one before cannot contain: linear.
const form =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;
const longest = 200;
const phases: Readonly<Record<string, number>> = {
  a: 0,
  alpha: 0,
  b: 1,
  beta: 1,
  c: 2,
  rc: 2,
  pre: 2,
  preview: 2,
};

function parse(text: string): PythonVersion | undefined {
  const trimmed = text.trim().toLowerCase();
  const match = trimmed.length > longest ? null : form.exec(trimmed);
  if (match === null) return undefined;
  const [, epoch, release = "", phase, phaseNumber, bare, post, postNumber, dev, devNumber, local] = match;
  const parts = release.split(".").map(Number);
  while (parts.length > 1 && parts.at(-1) === 0) parts.pop();
  return {
    epoch: Number(epoch ?? 0),
    release: parts,
    pre: phase === undefined ? undefined : [phases[phase] ?? 0, Number(phaseNumber || 0)],
    post: bare !== undefined ? Number(bare) : post === undefined ? undefined : Number(postNumber || 0),
    dev: dev === undefined ? undefined : Number(devNumber || 0),
    local: local === undefined ? [] : local.split(/[-_.]/),
  };
}

/** Negative, zero or positive; undefined where one of them is no version. */
export function comparePython(a: string, b: string): number | undefined {
  const [x, y] = [parse(a), parse(b)];
  if (x === undefined || y === undefined) return undefined;
  return (
    x.epoch - y.epoch ||
    compareLists(x.release, y.release) ||
    compareLists(preKey(x), preKey(y)) ||
    (x.post ?? -1) - (y.post ?? -1) ||
    compareNumbers(x.dev ?? Infinity, y.dev ?? Infinity) ||
    compareLocal(x.local, y.local)
  );
}

/** A development release without a pre-release comes before any pre-release; a final release after all. */
function preKey({ pre, post, dev }: PythonVersion): readonly number[] {
  if (pre !== undefined) return pre;
  return [post === undefined && dev !== undefined ? -1 : 3];
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = compareNumbers(a[i] ?? 0, b[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function compareLocal(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? "", b[i] ?? ""];
    const [m, n] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    // Numbers come after words.
    const order = m && n ? Number(x) - Number(y) : m !== n ? (m ? 1 : -1) : x < y ? -1 : x > y ? 1 : 0;
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
