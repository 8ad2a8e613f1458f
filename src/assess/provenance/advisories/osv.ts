import type { JsonValue } from "../../../contracts/index.ts";
import { listOf, member, memberOf, textOf } from "../json-member.ts";
import { comparePython } from "./pep440.ts";
import { compareSemver } from "./semver.ts";

/** A package that is used, with its version where one is pinned. */
export interface UsedPackage {
  /** `PyPI` or `npm`, as OSV writes them. */
  readonly ecosystem: "PyPI" | "npm";
  readonly name: string;
  readonly version?: string;
  /** The file it was read from. */
  readonly file: string;
  readonly line?: number;
}

export interface AdvisoryMatch {
  readonly advisory: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly severity?: string;
  readonly package: UsedPackage;
  /** The lowest version that repairs it, above the one used. */
  readonly fixed?: string;
  /** `affected`, or `unknown` where the version is not pinned or cannot be compared. */
  readonly outcome: "affected" | "unknown";
}

type Compare = (a: string, b: string) => number | undefined;

/** PEP 503 for Python; names of npm are as they are. */
export const packageName = (ecosystem: string, name: string): string =>
  ecosystem === "PyPI" ? name.toLowerCase().replaceAll(/[-_.]+/g, "-") : name;

/**
 * Matches packages with advisories in OSV's format (ossf.github.io/osv-schema, 1.x), by the algorithm it
 * describes under `affected[].ranges`. A version that cannot be compared is `unknown`, never unaffected.
 *
 * @param advisories one advisory, or a list of them
 */
export function matchAdvisories(packages: readonly UsedPackage[], advisories: JsonValue): AdvisoryMatch[] {
  const wanted = new Map<string, UsedPackage[]>();
  for (const used of packages) {
    const key = `${used.ecosystem} ${packageName(used.ecosystem, used.name)}`;
    const list = wanted.get(key);
    if (list === undefined) wanted.set(key, [used]);
    else list.push(used);
  }
  const list = Array.isArray(advisories) ? listOf(advisories) : [advisories];
  return list
    .flatMap((advisory) => matchesOf(advisory, wanted))
    .sort((a, b) => (a.package.name + a.advisory < b.package.name + b.advisory ? -1 : 1));
}

function matchesOf(
  advisory: JsonValue,
  wanted: ReadonlyMap<string, readonly UsedPackage[]>,
): AdvisoryMatch[] {
  const id = textOf(member(advisory, "id"));
  if (id === undefined || member(advisory, "withdrawn") !== undefined) return [];
  const found = new Map<UsedPackage, AdvisoryMatch>();
  for (const affected of listOf(member(advisory, "affected"))) {
    const about = memberOf(affected, "package");
    const ecosystem = textOf(member(about, "ecosystem"))?.split(":")[0] ?? "";
    const name = packageName(ecosystem, textOf(member(about, "name")) ?? "");
    for (const used of wanted.get(`${ecosystem} ${name}`) ?? []) {
      const outcome = judge(used, affected);
      if (outcome === undefined || found.get(used)?.outcome === "affected") continue;
      const severity = textOf(member(listOf(member(advisory, "severity"))[0], "score"));
      found.set(used, {
        advisory: id,
        aliases: listOf(member(advisory, "aliases")).filter((alias) => typeof alias === "string"),
        summary: (textOf(member(advisory, "summary")) ?? textOf(member(advisory, "details")) ?? "").slice(
          0,
          300,
        ),
        package: used,
        ...outcome,
        ...(severity === undefined ? {} : { severity }),
      });
    }
  }
  return [...found.values()];
}

function judge(used: UsedPackage, affected: JsonValue): Pick<AdvisoryMatch, "outcome" | "fixed"> | undefined {
  const { version } = used;
  if (version === undefined) return { outcome: "unknown" };
  const compare: Compare = used.ecosystem === "PyPI" ? comparePython : compareSemver;
  const ranges = listOf(member(affected, "ranges")).filter((range) => member(range, "type") !== "GIT");
  const versions = listOf(member(affected, "versions")).filter((item) => typeof item === "string");
  if (versions.some((item) => item === version || compare(item, version) === 0))
    return { outcome: "affected", ...fixOf(ranges, version, compare) };
  let unknown = false;
  for (const range of ranges) {
    const inside = within(listOf(member(range, "events")), version, compare);
    if (inside === true) return { outcome: "affected", ...fixOf(ranges, version, compare) };
    if (inside === undefined) unknown = true;
  }
  if (unknown || (ranges.length === 0 && versions.length === 0)) return { outcome: "unknown" };
  return undefined;
}

/** OSV's evaluation: events in the order of their versions, the last one at or below the version decides. */
function within(events: readonly JsonValue[], version: string, compare: Compare): boolean | undefined {
  const placed: { readonly at: string; readonly kind: "introduced" | "fixed" | "last_affected" | "limit" }[] =
    [];
  for (const event of events)
    for (const kind of ["introduced", "fixed", "last_affected", "limit"] as const) {
      const at = textOf(member(event, kind));
      if (at !== undefined) placed.push({ at, kind });
    }
  let inside = false;
  const order = (at: string): number | undefined => (at === "0" ? 1 : compare(version, at));
  if (placed.some(({ at }) => order(at) === undefined)) return undefined;
  placed.sort((a, b) => (a.at === "0" ? -1 : b.at === "0" ? 1 : (compare(a.at, b.at) ?? 0)));
  for (const { at, kind } of placed) {
    const place = order(at) ?? 0;
    if (kind === "introduced" && place >= 0) inside = true;
    else if ((kind === "fixed" || kind === "limit") && place >= 0) inside = false;
    else if (kind === "last_affected" && place > 0) inside = false;
  }
  return inside;
}

function fixOf(ranges: readonly JsonValue[], version: string, compare: Compare): { readonly fixed?: string } {
  const fixes = ranges
    .flatMap((range) => listOf(member(range, "events")).map((event) => textOf(member(event, "fixed"))))
    .filter((fix) => fix !== undefined)
    .filter((fix) => (compare(fix, version) ?? -1) > 0)
    .sort((a, b) => compare(a, b) ?? 0);
  return fixes[0] === undefined ? {} : { fixed: fixes[0] };
}
