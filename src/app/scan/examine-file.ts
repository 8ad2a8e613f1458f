import type { ArtifactReport } from "../../contracts/index.ts";
import {
  artifactFormats,
  examineArtifact,
  findingOf,
  verdictOfFindings,
  worstVerdict,
  type LoaderProfile,
} from "../../assess/artifacts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { fileSource, visibleText, type ByteSource } from "../../formats/index.ts";
import { compareClaim } from "./claimed-digest.ts";
import { scanRules } from "./scan-rules.ts";
import type { Siblings } from "./siblings.ts";
import type { FileToScan, Obstacle } from "./walk.ts";

/** 8 MiB. */
const fetchedWholeUpTo = 8 * 1024 * 1024;

export interface ExamineFileSettings {
  readonly loaders: readonly LoaderProfile[];
  /** Undefined: of files on the disk, and of small ones elsewhere. */
  readonly digests: boolean | undefined;
  readonly signal: AbortSignal;
  /** How many bytes of this file have been looked at so far; grows to its size. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Examines one file as an artifact. A file that cannot be opened, or that changes meanwhile, is `incomplete`
 * and never a reason to stop.
 *
 * @throws only when the signal aborts
 */
export async function examineFile(
  file: FileToScan,
  siblings: Siblings,
  settings: ExamineFileSettings,
): Promise<ArtifactReport> {
  let source: ByteSource;
  try {
    source = file.remote === undefined ? await fileSource(file.file) : await file.remote.file.open();
  } catch (cause) {
    settings.signal.throwIfAborted();
    const rule =
      cause instanceof BartizanError && cause.code === "FORMATS_NOT_A_FILE" ? "notAFile" : ruleOf(cause);
    return unexamined({ rule, path: file.path, why: sentence(cause) }, file.bytes);
  }
  // Elsewhere a digest of something large is taken only where it is asked for: it costs fetching all of it.
  const digests =
    settings.digests ??
    (file.remote === undefined || file.remote.digests === true || source.size <= fetchedWholeUpTo);
  let report: ArtifactReport;
  try {
    const read = counted(source, digests, settings.onBytes);
    report = await examineArtifact(read, visibleText(file.path), {
      formats: artifactFormats,
      loaders: settings.loaders,
      digests,
      signal: settings.signal,
      sibling: (name) => siblings.open(name),
      siblings: siblings.names,
    });
  } catch (cause) {
    await source.close().catch(() => undefined);
    settings.signal.throwIfAborted();
    return unexamined({ rule: ruleOf(cause), path: file.path, why: sentence(cause) }, file.bytes);
  }
  try {
    await source.close();
    if (file.remote === undefined) return report;
    const { claimed, told } = file.remote.file;
    const facts = told?.();
    return compareClaim(withFacts(report, facts?.facts), claimed ?? facts?.claimed);
  } catch (cause) {
    // What was read may be half of one file and half of another: neither its digest nor its verdict stands.
    const finding = findingOf(scanRules[ruleOf(cause)], { description: sentence(cause) }, report.path);
    const { sha256: _, ...rest } = report;
    const findings = [...report.findings, finding];
    return { ...rest, findings, verdict: worstVerdict([report.verdict, verdictOfFindings(findings)]) };
  }
}

const withFacts = (report: ArtifactReport, facts: Readonly<Record<string, string>> = {}): ArtifactReport => ({
  ...report,
  facts: { ...report.facts, ...facts },
});

/** The report of something that nobody looked into. */
export function unexamined({ rule, path, why }: Obstacle, bytes = 0): ArtifactReport {
  const shown = visibleText(path);
  return {
    path: shown,
    format: "unknown",
    alsoReadAs: [],
    bytes,
    bytesExamined: 0,
    verdict: "incomplete",
    findings: [findingOf(scanRules[rule], { description: why }, shown)],
    loaders: [],
    passed: [],
    regions: [],
    members: [],
    facts: {},
  };
}

const ruleOf = (cause: unknown): "changed" | "unreadable" =>
  cause instanceof BartizanError && ["FORMATS_CHANGED", "LOCATION_CHANGED"].includes(cause.code)
    ? "changed"
    : "unreadable";

const sentence = (cause: unknown): string =>
  visibleText(cause instanceof Error ? cause.message : String(cause)).slice(0, 500);

/** Tells how far it was read. With digests every byte is read once more than by the parsers. */
function counted(source: ByteSource, digests: boolean, onBytes: (bytes: number) => void): ByteSource {
  let read = 0;
  const add = (bytes: number): void => {
    read += bytes;
    onBytes(Math.min(source.size, digests ? Math.floor(read / 2) : read));
  };
  const { readInto } = source;
  return {
    size: source.size,
    read: async (offset, length) => {
      const bytes = await source.read(offset, length);
      add(bytes.length);
      return bytes;
    },
    ...(readInto === undefined
      ? {}
      : {
          readInto: async (target: Uint8Array, offset: number) => {
            const bytes = await readInto(target, offset);
            add(bytes);
            return bytes;
          },
        }),
    close: () => source.close(),
  };
}
