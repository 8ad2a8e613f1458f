import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type {
  ArtifactReport,
  CodeReport,
  JsonObject,
  JsonValue,
  ScanDetail,
  ScanReport,
  ScanStep,
  ScanSummary,
} from "../../contracts/index.ts";
import { deriveSystemParts, deriveVerdicts, deriveWhole } from "./derive-verdicts.ts";
import { scanErrors } from "./errors.ts";
import { scanEntry } from "./scan-record.ts";
import { countBySeverity, openFindings, verdictSentence } from "../../report/scan/index.ts";

const scanName = /^scan-\d{8}-\d{6}-[0-9a-f]{6}$/;

/** Loaded when a scan is read: a scan that is made without evidence needs nothing of it. */
const evidence = () => import("../../evidence/index.ts");

/** Whether a folder's name is that of a scan's bundle. */
const isScanId = (id: string): boolean => scanName.test(id);

/**
 * A scan as its bundle tells it; what was never finished is told as far as it was recorded. What is read here
 * is what the files say; whether they were altered is for `verifyBundle` to tell.
 *
 * @throws SCAN_UNKNOWN_SCAN, and what reading a bundle throws
 */
export async function readScan(runs: string, id: string): Promise<ScanDetail> {
  const { bundleExists, bundleStanding, isBlobRef, isLocked, openBlobs, readBundle } = await evidence();
  const dir = join(runs, id);
  if (!isScanId(id) || !(await bundleExists(dir)))
    throw scanErrors.unknownScan(`There is no scan "${id}" under ${runs}.`, { file: runs, at: id });
  const blobs = await openBlobs(dir);
  const held = async (value: JsonValue | undefined): Promise<JsonValue> =>
    isBlobRef(value)
      ? // Safe: JSON.parse gives JSON.
        (JSON.parse((await blobs.read(value)).toString("utf8")) as JsonValue)
      : (value ?? null);
  const artifacts: ArtifactReport[] = [];
  let code: CodeReport | undefined;
  let started: JsonObject = {};
  let finished: JsonObject | undefined;
  let at = "";
  let last = "";
  let step: ScanStep | undefined;
  for await (const { type, body, at: time } of readBundle(dir)) {
    last = time;
    if (type === scanEntry.started) [started, at] = [body, time];
    // Safe: only `ScanRecord` writes these entries, into a bundle of this kind.
    else if (type === scanEntry.artifact)
      artifacts.push((await held(body["report"])) as unknown as ArtifactReport);
    else if (type === scanEntry.code) code = (await held(body["report"])) as unknown as CodeReport;
    else if (type === scanEntry.progress) step = stepIn(body);
    else if (type === scanEntry.finished) finished = body;
  }
  const parts = deriveVerdicts({ artifacts, ...(code === undefined ? {} : { code }) });
  const status = finished !== undefined ? "finished" : (await isLocked(dir)) ? "running" : "interrupted";
  const report =
    finished === undefined
      ? unfinished(started, at, last, parts, status === "running")
      : whole(finished, parts);
  const standing = await bundleStanding(dir);
  return {
    summary: summaryOf(id, report, status, { files: started["files"], step }),
    report,
    evidence: { bundle: dir, entries: standing.entries, root: standing.root },
  };
}

/** How far it had come; nothing where a figure is none. */
function stepIn({ doing, files, filesDone, bytes, bytesDone }: JsonObject): ScanStep | undefined {
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
  return (doing === "code" || doing === "files") &&
    isCount(files) &&
    isCount(filesDone) &&
    isCount(bytes) &&
    isCount(bytesDone)
    ? { doing, files, filesDone, bytes, bytesDone }
    : undefined;
}

type Parts = Pick<ScanReport, "artifacts" | "code">;

function whole(body: JsonObject, parts: Parts): ScanReport {
  const { sentence: _, files: __, reviewed: ___, ...rest } = body;
  // Safe: only `ScanRecord` writes this entry.
  const report = rest as unknown as Omit<ScanReport, "artifacts" | "code">;
  // A ledger may come from anyone: the end cannot be better than what was recorded on the way.
  const verdict = deriveWhole(report.verdict, parts);
  const system =
    report.system === undefined
      ? {}
      : { system: { ...report.system, parts: deriveSystemParts(report.system.parts, parts) } };
  return { ...report, ...system, verdict, ...parts };
}

function unfinished(
  started: JsonObject,
  at: string,
  last: string,
  parts: Parts,
  running: boolean,
): ScanReport {
  const { paths } = started;
  return {
    schemaVersion: "bartizan.scan/v1",
    tool: { name: "bartizan", version: "" },
    startedAt: at,
    finishedAt: last,
    paths: Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [],
    verdict: deriveWhole("incomplete", parts),
    ...parts,
    notes: [running ? "This scan is still running." : "This scan did not come to its end."],
  };
}

function summaryOf(
  id: string,
  report: ScanReport,
  status: ScanSummary["status"],
  begun: { readonly files: JsonValue | undefined; readonly step: ScanStep | undefined },
): ScanSummary {
  const { startedAt, finishedAt, paths, system, artifacts, verdict, code } = report;
  return {
    id,
    startedAt,
    ...(status === "finished" ? { finishedAt, verdict } : {}),
    status,
    paths,
    ...(system === undefined ? {} : { system: { id: system.id, name: system.name } }),
    sentence: sentenceOf(report, status, begun.files),
    ...(status !== "running" || begun.step === undefined ? {} : { progress: begun.step }),
    files: artifacts.length,
    bytes:
      artifacts.reduce((sum, { bytes }) => sum + bytes, 0) +
      (artifacts.length === 0 ? (code?.bytes ?? 0) : 0),
    findings: countBySeverity(openFindings(report)),
  };
}

function sentenceOf(report: ScanReport, status: ScanSummary["status"], files: JsonValue | undefined): string {
  if (status === "finished") return verdictSentence(report);
  if (status === "interrupted") return "This scan did not come to its end.";
  return typeof files === "number"
    ? `This scan is running: ${files} ${files === 1 ? "file" : "files"} to examine.`
    : "This scan is running.";
}

const mostKept = 200;

/** The scans of a workspace. What has not changed on the disk is not read again. */
export class ScanShelf {
  readonly #runs: string;
  readonly #kept = new Map<string, { readonly mark: string; readonly summary: ScanSummary }>();

  constructor(runs: string) {
    this.#runs = runs;
  }

  /** Newest first. One that cannot be read is told of as interrupted. */
  async list(): Promise<readonly ScanSummary[]> {
    const names = (await readdir(this.#runs).catch(() => []))
      .filter(isScanId)
      .sort()
      .reverse()
      .slice(0, mostKept);
    const summaries: ScanSummary[] = [];
    for (const id of names) {
      const facts = await stat(join(this.#runs, id, "ledger.jsonl")).catch(() => undefined);
      if (facts === undefined) continue;
      const mark = `${facts.size} ${facts.mtimeMs}`;
      const known = this.#kept.get(id);
      if (known?.mark === mark && known.summary.status !== "running") summaries.push(known.summary);
      else {
        const summary = await readScan(this.#runs, id).then((detail) => detail.summary, unreadable(id));
        this.#kept.set(id, { mark, summary });
        summaries.push(summary);
      }
    }
    return summaries;
  }

  /** The newest scan that came to its end. */
  async newest(): Promise<string | undefined> {
    const names = (await readdir(this.#runs).catch(() => [])).filter(isScanId).sort().reverse();
    for (const id of names) {
      const scan = await readScan(this.#runs, id).catch(() => undefined);
      if (scan?.summary.status === "finished") return id;
    }
    return undefined;
  }

  async has(id: string): Promise<boolean> {
    return isScanId(id) && (await evidence()).bundleExists(join(this.#runs, id));
  }

  async read(id: string): Promise<ScanDetail | undefined> {
    return (await this.has(id)) ? readScan(this.#runs, id) : undefined;
  }
}

const unreadable =
  (id: string) =>
  (cause: unknown): ScanSummary => ({
    id,
    startedAt: new Date(0).toISOString(),
    status: "interrupted",
    paths: [],
    sentence: `Its evidence cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    files: 0,
    bytes: 0,
    findings: { low: 0, medium: 0, high: 0, critical: 0 },
  });
