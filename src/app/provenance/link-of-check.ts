import type { ArtifactReport, ChainLink, ProvenanceCheck } from "../../contracts/index.ts";
import type { RecordedCheck } from "./recorded-checks.ts";

const names: Readonly<Record<ProvenanceCheck["about"], string>> = {
  signature: "signature",
  "training-statement": "statement of training",
  "scan-statement": "statement of a scan",
  bom: "bill of materials",
};

/**
 * The newest verification of one kind that speaks of these bytes. One that spoke of other bytes at the same path
 * is told of as such: it proves nothing of what was scanned.
 *
 * @param documents paths of signatures, statements and bills, which do not speak of themselves
 */
export function linkOfCheck(
  checks: readonly RecordedCheck[],
  path: string,
  files: readonly ArtifactReport[],
  documents: readonly string[],
): ChainLink | undefined {
  const digests = new Set(files.flatMap(({ sha256 }) => (sha256 === undefined ? [] : [sha256])));
  const ofThese = checks.filter(
    (check) => check.files.length > 0 && check.files.every((digest) => digests.has(digest)),
  );
  // Who looked without anything to check it with has refuted nothing.
  const same = ofThese.findLast(({ state }) => state !== "not-checked") ?? ofThese.at(-1);
  if (same !== undefined) return { ...about(same), ...coverage(same, files, documents) };
  const other = checks.findLast((check) => plain(check.path) === plain(path));
  if (other === undefined) return undefined;
  return {
    ...about(other),
    state: "not-checked",
    why: `It was verified on ${other.at.slice(0, 10)}, when other bytes lay at this path than were scanned.`,
  };
}

function about({ about: kind, document, state, why, expected, root, entry, at }: RecordedCheck): ChainLink {
  return {
    id: `${kind}:${String(entry)}`,
    kind,
    name: document === undefined ? names[kind] : document.slice(document.lastIndexOf("/") + 1),
    state,
    why,
    ...(expected === undefined ? {} : { expected }),
    ...(expected === undefined || root === undefined ? {} : { found: root }),
    source: { entry, at },
  };
}

/** What a match is worth where it does not speak of every file that was scanned. */
function coverage(
  check: RecordedCheck,
  files: readonly ArtifactReport[],
  documents: readonly string[],
): Pick<ChainLink, "state" | "why"> {
  const spoken = new Set(check.files);
  const open = files.filter(
    ({ path, sha256 }) =>
      (sha256 === undefined || !spoken.has(sha256)) && !documents.some((own) => plain(own) === plain(path)),
  );
  const [first] = open;
  if (check.state !== "matches" || first === undefined) return { state: check.state, why: check.why };
  return {
    state: "not-checked",
    why: `It speaks of ${String(files.length - open.length)} of ${String(files.length)} files that were scanned here, not of ${first.path}.`,
  };
}

const plain = (path: string): string => path.replace(/^\.\//, "").replace(/\/$/, "");
