import { createHash } from "node:crypto";
import type { ArtifactReport, ScanFinding } from "../../../contracts/index.ts";
import {
  breathingSource,
  bufferedSource,
  ByteLedger,
  FormatFault,
  sha256,
  visibleText,
  type ByteSource,
} from "../../../formats/index.ts";
import {
  defaultLimits,
  type ArtifactFormat,
  type ArtifactRule,
  type Detail,
  type Examination,
  type ExaminationLimits,
  type MemberOptions,
} from "../artifact-format.ts";
import { loaderVerdicts } from "../loaders/loader-verdicts.ts";
import type { LoaderProfile } from "../loaders/loader-profile.ts";
import { engineRules, hazardOfFault } from "./rules.ts";
import { claimData } from "./plain-data.ts";
import { routesOf } from "./route.ts";
import { unpackWithin, type Unpacked } from "./unpack.ts";
import { verdictOfFindings, worstVerdict } from "./verdict.ts";

export interface ExamineSettings {
  readonly formats: readonly ArtifactFormat[];
  readonly loaders: readonly LoaderProfile[];
  readonly limits?: Partial<ExaminationLimits>;
  readonly signal?: AbortSignal;
  /** Whether the SHA-256 of the whole file is wanted: it costs reading all of it. */
  readonly digests?: boolean;
  readonly sibling?: (name: string) => Promise<ByteSource | undefined>;
  readonly siblings?: readonly string[];
}

/** What is shared by a file and all that is inside it. */
interface Budget extends Unpacked {
  members: number;
}

/**
 * Examines one file: routes it by its bytes, lets every format that is certain of it explain and judge
 * it, and adds what the byte ledger shows. Nothing is loaded, run or imported. What cannot be examined
 * makes the verdict `incomplete`; a parser that fails unexpectedly does too.
 *
 * @param path how the file is called in the report, with `/`
 * @example const report = await examineArtifact(await fileSource("model.pt"), "model.pt", { formats, loaders });
 */
export function examineArtifact(
  source: ByteSource,
  path: string,
  settings: ExamineSettings,
): Promise<ArtifactReport> {
  const limits = { ...defaultLimits, ...settings.limits };
  return examineAt(
    source,
    path,
    0,
    { settings, limits, budget: { members: 0, unpacked: 0, given: source.size } },
    settings,
  );
}

interface Shared {
  readonly settings: ExamineSettings;
  readonly limits: ExaminationLimits;
  readonly budget: Budget;
}

async function examineAt(
  given: ByteSource,
  path: string,
  depth: number,
  shared: Shared,
  options: MemberOptions,
): Promise<ArtifactReport> {
  const { settings, limits, budget } = shared;
  const source = bufferedSource(breathingSource(given));
  const signal = settings.signal ?? new AbortController().signal;
  signal.throwIfAborted();
  const found: ScanFinding[] = [];
  const passed = new Set<string>();
  const facts = new Map<string, string | number | boolean>();
  const members: ArtifactReport[] = [];
  const yieldsTo = new Map<string, readonly string[]>();
  const report = (rule: ArtifactRule, detail: Detail): void => {
    if (rule.yieldsTo !== undefined) yieldsTo.set(rule.id, rule.yieldsTo);
    found.push(findingOf(rule, detail, path));
  };
  const examinationWith = (ledger: ByteLedger): Examination => ({
    path,
    depth,
    limits,
    signal,
    claim: (start, end, what) => ledger.claim(start, end, what),
    found: report,
    passed: (rule) => passed.add(rule.id),
    fact: (name, value) =>
      facts.set(name, typeof value === "string" ? visibleText(value).slice(0, 300).toWellFormed() : value),
    unpack: (chunks, packed) => unpackWithin(chunks, { packed, limits, signal, budget, report }),
    siblings: options.siblings ?? [],
    sibling: (name) => options.sibling?.(name) ?? Promise.resolve(undefined),
    async member(name, inner, memberOptions = {}) {
      budget.members += 1;
      const memberPath = `${path}!/${visibleText(name)}`;
      try {
        if (budget.members > limits.members)
          throw new FormatFault("too-large", `more than ${limits.members} members`, 0);
        const child =
          depth + 1 > limits.depth
            ? tooDeep(inner, memberPath, limits)
            : await examineAt(inner, memberPath, depth + 1, shared, memberOptions);
        members.push(child);
        return child;
      } finally {
        await inner.close();
      }
    },
  });

  let format = "unknown";
  let alsoReadAs: string[] = [];
  let leastExplained = source.size;
  let ledger = new ByteLedger(source.size);
  if (options.data !== undefined) {
    format = "data";
    await claimData(source, ledger, options);
    accountFor(ledger, report);
  } else {
    const routes =
      options.as === undefined
        ? await routesOf(source, settings.formats, path)
        : settings.formats
            .filter(({ id }) => id === options.as)
            .map((one) => ({ format: one, certainty: "certain" as const }));
    const [first, ...others] = routes;
    if (first === undefined && source.size > 0)
      report(engineRules.unknown, {
        description: `${source.size} bytes, and none of the formats known here begins or ends like this.`,
      });
    else if (first !== undefined) {
      format = first.format.id;
      alsoReadAs = others.map((other) => other.format.id);
      await examineAs(first.format, source, examinationWith(ledger), report);
      for (const other of others) {
        const second = new ByteLedger(source.size);
        await examineAs(other.format, source, examinationWith(second), report);
        accountFor(second, report, other.format.title);
        leastExplained = Math.min(leastExplained, second.explained());
      }
      const rivals = routes.filter(({ certainty }) => certainty === "certain");
      if (rivals.length > 1)
        report(engineRules.several, {
          description: `These bytes are a file of the formats ${rivals.map((one) => one.format.id).join(", ")}: which one is loaded depends on who asks.`,
        });
      nameAgainstBytes(path, first.format, settings.formats, report);
    }
    if (first !== undefined) accountFor(ledger, report);
  }
  if (source.size === 0) ledger = new ByteLedger(0);

  const findings = withoutYielding(alsoReadAs.length > 0 ? withoutTwins(found) : found, yieldsTo);
  const own = { path, format, findings, members };
  const everything = [...findings, ...members.flatMap((member) => allFindings(member))];
  return {
    ...own,
    alsoReadAs,
    bytes: source.size,
    // A reader that leaves bytes over has not seen what another makes of them.
    bytesExamined: Math.min(ledger.explained(), leastExplained),
    ...(settings.digests === true && depth === 0 ? { sha256: await digestOf(given, signal) } : {}),
    verdict: worstVerdict([verdictOfFindings(found), ...members.map(({ verdict }) => verdict)]),
    loaders: loaderVerdicts(settings.loaders, { format, alsoReadAs, findings: everything, members }),
    passed: [...passed].filter((id) => !found.some(({ rule }) => rule === id)).sort(),
    regions: ledger.map(),
    facts: Object.fromEntries(facts),
  };
}

/** Formats that read the same text find the same in it: once is enough. */
function withoutTwins(found: readonly ScanFinding[]): readonly ScanFinding[] {
  const seen = new Map(
    found.map((finding) => [JSON.stringify([finding.rule, finding.description, finding.place]), finding]),
  );
  return [...seen.values()];
}

/** What another finding of the same file says better is not said. */
function withoutYielding(
  found: readonly ScanFinding[],
  yieldsTo: ReadonlyMap<string, readonly string[]>,
): readonly ScanFinding[] {
  if (yieldsTo.size === 0) return found;
  const fired = new Set(found.map(({ rule }) => rule));
  return found.filter(({ rule }) => yieldsTo.get(rule)?.some((other) => fired.has(other)) !== true);
}

/** The findings of a file and of everything inside it. */
export function allFindings(report: ArtifactReport): readonly ScanFinding[] {
  return [...report.findings, ...report.members.flatMap((member) => allFindings(member))];
}

async function examineAs(
  format: ArtifactFormat,
  source: ByteSource,
  examination: Examination,
  report: (rule: ArtifactRule, detail: Detail) => void,
): Promise<void> {
  try {
    await format.examine(source, examination);
  } catch (cause) {
    if (examination.signal.aborted) throw cause;
    const fault = cause instanceof FormatFault ? cause : undefined;
    // Anything but a fault is a defect of ours: the file still must not pass, and the rest is still examined.
    const why =
      fault?.message ?? `the parser failed: ${cause instanceof Error ? cause.message : String(cause)}`;
    report(engineRules.broken, {
      description: `Read as ${format.title}: ${visibleText(why)}.`,
      hazard: fault === undefined ? "unsupported" : hazardOfFault[fault.kind],
      ...(fault === undefined ? {} : { place: { bytes: [fault.offset, fault.offset] } }),
    });
  }
}

function accountFor(
  ledger: ByteLedger,
  report: (rule: ArtifactRule, detail: Detail) => void,
  reader?: string,
): void {
  const by = reader === undefined ? "" : `Read as ${reader}: `;
  const gaps = ledger.gaps();
  const [gap] = gaps;
  if (gap !== undefined) {
    const bytes = gaps.reduce((sum, { start, end }) => sum + end - start, 0);
    const many = gaps.length === 1 ? "in one place" : `in ${gaps.length} places`;
    report(engineRules.unexplained, {
      description: `${by}${bytes} of ${ledger.size} bytes are claimed by no part of the format, ${many}, the first at byte ${gap.start}.`,
      place: { bytes: [gap.start, gap.end] },
    });
  }
  for (const overlap of ledger.overlaps(20))
    report(engineRules.overlap, {
      description: `${by}Bytes ${overlap.start} to ${overlap.end} are claimed as ${visibleText(overlap.what)} and as ${visibleText(overlap.also)}.`,
      place: { bytes: [overlap.start, overlap.end] },
    });
  if (ledger.full)
    report(engineRules.unexplained, {
      description: `${by}The file has more parts than are kept account of here.`,
    });
}

function nameAgainstBytes(
  path: string,
  format: ArtifactFormat,
  formats: readonly ArtifactFormat[],
  report: (rule: ArtifactRule, detail: Detail) => void,
): void {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const ending = (one: ArtifactFormat): string | undefined =>
    one.extensions.find((extension) => name.endsWith(extension));
  if (format.extensions.length === 0 || ending(format) !== undefined) return;
  const claimed = formats.find((one) => one !== format && ending(one) !== undefined);
  if (claimed === undefined) return;
  report(engineRules.name, {
    description: `The name ends like ${claimed.title}, the bytes are ${format.title}.`,
  });
}

function tooDeep(source: ByteSource, path: string, limits: ExaminationLimits): ArtifactReport {
  const finding = findingOf(
    engineRules.depth,
    { description: `It lies ${limits.depth + 1} archives deep; ${limits.depth} are followed.` },
    path,
  );
  return {
    path,
    format: "unknown",
    alsoReadAs: [],
    bytes: source.size,
    bytesExamined: 0,
    verdict: "incomplete",
    findings: [finding],
    loaders: [],
    passed: [],
    regions: [],
    members: [],
    facts: {},
  };
}

/** A finding with its id, of a rule and what was found at a place in `path`. */
export function findingOf(rule: ArtifactRule, detail: Detail, path: string): ScanFinding {
  const { references, place, description, ...rest } = detail;
  const where = { path, ...place };
  return {
    id: `S-${sha256(JSON.stringify([rule.id, where])).slice(0, 10)}`,
    rule: rule.id,
    title: rule.title,
    severity: rule.severity,
    effect: rule.effect,
    ...(rule.hazard === undefined ? {} : { hazard: rule.hazard }),
    remedy: rule.remedy,
    references: [...rule.references, ...(references ?? [])],
    description: description.slice(0, 2000).toWellFormed(),
    place: where,
    ...rest,
  };
}

/** Of all bytes, in pieces that are written over each other where the source can do so. */
async function digestOf(source: ByteSource, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  const step = 512 * 1024;
  const shared = source.readInto === undefined ? undefined : new Uint8Array(Math.min(step, source.size));
  for (let at = 0; at < source.size; at += step) {
    signal.throwIfAborted();
    if (shared === undefined) hash.update(await source.read(at, step));
    else hash.update(shared.subarray(0, await source.readInto?.(shared, at)));
  }
  return hash.digest("hex");
}
