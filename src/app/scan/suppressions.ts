import { z } from "zod";
import type { ScanFinding } from "../../contracts/index.ts";
import { checkShape, globOf, loadYaml, oneOrAll, readTextBounded, type Glob } from "../../formats/index.ts";
import { scanErrors } from "./errors.ts";

const word = z.string().min(1).max(1000);
const entry = z.strictObject({
  rule: word,
  path: word.default("*"),
  reason: z.string().max(2000).default(""),
  until: z.string().optional(),
});
const schema = z.strictObject({
  schemaVersion: z.literal("bartizan.suppressions/v1"),
  suppress: z.array(entry).max(10_000).default([]),
  exclude: z
    .array(z.strictObject({ path: word, reason: z.string().max(2000).default("") }))
    .max(10_000)
    .default([]),
});

export const suppressionsName = "bartizan-scan.yaml";
const largestFile = 1_000_000;

export interface Suppression {
  readonly rule: Glob;
  readonly path: Glob;
  readonly reason: string;
  readonly until?: string;
  /** How it is told of in notes. */
  readonly shown: string;
}

export interface Suppressions {
  readonly suppress: readonly Suppression[];
  /** Files that are left out, with why. */
  readonly exclude: readonly { readonly path: Glob; readonly reason: string; readonly shown: string }[];
  /** Those that something was suppressed by so far. */
  readonly used: Set<Suppression>;
  /** What does not count, and why. */
  readonly notes: readonly string[];
}

export const noSuppressions: Suppressions = { suppress: [], exclude: [], used: new Set(), notes: [] };

/**
 * Reads a file of suppressions. One without a reason, or whose day has passed, does not count, and is told of.
 *
 * @param today `2026-11-23`; a suppression counts on the day it names, and no longer
 * @throws SCAN_SUPPRESSIONS_UNFIT, FORMATS_*
 */
export async function readSuppressions(file: string, today: string): Promise<Suppressions> {
  const document = loadYaml(await readTextBounded(file, largestFile), { file });
  const unfit = scanErrors.suppressionsUnfit;
  const shape = checkShape(schema, document, {
    unknownKey: unfit,
    missingField: unfit,
    wrongType: unfit,
    badValue: unfit,
  });
  if (!shape.ok) throw oneOrAll(shape.problems, unfit, { file });
  const notes: string[] = [];
  const suppress: Suppression[] = [];
  for (const { rule, path, reason, until } of shape.value.suppress) {
    const shown = `${rule} in ${path}`;
    const wrong = refusalOf(reason, until, today);
    if (wrong !== undefined) notes.push(`A suppression of ${shown} does not count: ${wrong}.`);
    else
      suppress.push({
        rule: globOf([rule]),
        path: globOf([path]),
        reason,
        shown,
        ...(until === undefined ? {} : { until }),
      });
  }
  const exclude = shape.value.exclude.flatMap(({ path, reason }) => {
    if (reason.trim() === "") {
      notes.push(`Leaving out ${path} does not count: it has no reason.`);
      return [];
    }
    return [{ path: globOf([path]), reason, shown: path }];
  });
  return { suppress, exclude, used: new Set(), notes };
}

/** Why a suppression does not count; undefined where it does. */
export function refusalOf(reason: string, until: string | undefined, today: string): string | undefined {
  if (reason.trim() === "") return "it has no reason";
  if (until === undefined) return undefined;
  if (!isDay(until)) return `\`${until.slice(0, 40)}\` is no day such as 2027-01-31`;
  return until < today ? `it was good until ${until}` : undefined;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

/**
 * The finding with why it does not count, where somebody has said so. What was not examined stays so whatever
 * anybody says: findings that make a verdict `incomplete` are not suppressed.
 */
export function suppressedBy(finding: ScanFinding, { suppress, used }: Suppressions): ScanFinding {
  if (finding.effect === "incomplete" || finding.suppressed !== undefined) return finding;
  const file = fileOf(finding.place.path);
  const because = suppress.find(
    ({ rule, path }) => rule(finding.rule) && (path(file) || path(finding.place.path)),
  );
  if (because === undefined) return finding;
  used.add(because);
  const { reason, until } = because;
  return { ...finding, suppressed: { reason, ...(until === undefined ? {} : { until }) } };
}

/** After a whole scan: suppressions that nothing needed. They would hide what comes later, unseen. */
export const unusedNotes = ({ suppress, used }: Suppressions): readonly string[] =>
  suppress
    .filter((one) => !used.has(one))
    .map(({ shown }) => `A suppression of ${shown} suppresses nothing: take it out.`);

/** The file of a path, without the way inside of it. */
export function fileOf(path: string): string {
  const inner = path.indexOf("!/");
  return inner === -1 ? path : path.slice(0, inner);
}
