import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadLoaderProfiles, type LoaderProfile } from "../../assess/artifacts/index.ts";
import type { ArtifactReport, Clock, CodeReport, ScanReport } from "../../contracts/index.ts";
import { packsRoot } from "../../knowledge/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { isAddress } from "../../targets/addresses/index.ts";
import { systemClock } from "../system-clock.ts";
import {
  addressesAmong,
  bothListed,
  fetchedNote,
  listAddresses,
  together,
  type AddressSettings,
  type ListedAddresses,
} from "./addresses.ts";
import { shippedReview, type ReviewCode } from "./code-review.ts";
import { scanErrors } from "./errors.ts";
import { examineFile, unexamined } from "./examine-file.ts";
import type { Changes } from "./git-changes.ts";
import { changesOf, refuseDiff } from "./scan-changes.ts";
import type { InlineIgnore } from "./inline-ignores.ts";
import { joinLoaders } from "./join-loaders.ts";
import { compareTemplates, readKnownTemplates } from "./known-templates.ts";
import { leaveOut, narrowCode, suppressArtifact } from "./narrow.ts";
import { dataOfOthers, type Describer } from "./data-of-others.ts";
import { withExcerpts } from "./excerpts.ts";
import { raiseVerdicts } from "./raise-verdicts.ts";
import { notesOf } from "./scan-notes.ts";
import { ScanRecord } from "./scan-record.ts";
import { reportOf } from "./scan-report.ts";
import { verdictSentence } from "../../report/scan/index.ts";
import { SiblingShelf } from "./siblings.ts";
import { withInput } from "./standard-input.ts";
import { judgeRemoteCode, shippedModelCodeReview, type ReviewModelCode } from "./remote-code.ts";
import { isSource, sourcesByPath, sourcesOf } from "./sources.ts";
import {
  fileOf,
  noSuppressions,
  readSuppressions,
  suppressedBy,
  unusedNotes,
  type Suppressions,
} from "./suppressions.ts";
import { compareDigest, coverageFacts, partsOf, systemAt, type PartToScan } from "./system-parts.ts";
import type { SystemAddresses } from "./system-addresses.ts";
import { walk, type FileToScan, type Walked } from "./walk.ts";

export interface ScanProgress {
  readonly doing: "code" | "files";
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly path: string;
}

export interface ScanRequest {
  /** Files and folders, from `cwd`, and addresses such as `hf://org/name@revision`. */
  readonly paths: readonly string[];
  /** How addresses are reached. */
  readonly addresses?: AddressSettings;
  /** One file more, that came on standard input. */
  readonly input?: Uint8Array;
  readonly cwd: string;
  /** A manifest: what it names is scanned too. */
  readonly system?: string;
  readonly only?: "artifacts" | "code";
  /** Only what has changed since the branch left this commit. */
  readonly diff?: string;
  /** SHA-256 of every file. Unless told: of every file on the disk, and of small ones at addresses. */
  readonly digests?: boolean;
  /** A file of suppressions and exclusions. */
  readonly suppressions?: string;
  /** A file with the digests of chat templates known to be good: others are told of. */
  readonly knownTemplates?: string;
  /** Whether comments in code may ignore rules; true unless told. */
  readonly inlineIgnores?: boolean;
  /** The folder that holds `.bartizan`, where evidence is wanted. */
  readonly workspace?: string;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
  readonly loaders?: readonly LoaderProfile[];
  readonly review?: ReviewCode;
  readonly reviewModelCode?: ReviewModelCode;
}

export interface ScanOutcome {
  readonly report: ScanReport;
  readonly sentence: string;
  readonly evidence?: { readonly id: string; readonly dir: string };
}

/**
 * Scans files, folders and what a manifest names: every file as an artifact, routed by its bytes, the source code
 * among them as code, and the two joined. Nothing is loaded, run or imported. What could not be examined is
 * told of and makes the verdict `incomplete`; an interrupted scan gives what it has.
 *
 * @throws SCAN_*, and what reading a manifest or writing evidence throws
 * @example const { report } = await scan({ paths: ["models"], cwd: process.cwd() });
 */
export async function scan(request: ScanRequest): Promise<ScanOutcome> {
  const clock = request.clock ?? systemClock;
  const signal = request.signal ?? new AbortController().signal;
  const addresses = addressesAmong(request.paths);
  if (request.diff !== undefined) refuseDiff(addresses, request.input);
  const settings = request.addresses ?? { env: {} };
  const about = { cwd: request.cwd, clock, signal };
  const loaded =
    request.system === undefined ? undefined : await systemAt(resolve(request.cwd, request.system));
  const listed = withInput(await listAddresses(addresses, settings, about), request.input);
  try {
    // What a pull request changes lies on the disk: nothing elsewhere is asked for it.
    if (loaded === undefined || request.diff !== undefined)
      return await scanListed(request, { loaded, listed }, clock, signal);
    const { listSystemAddresses } = await import("./system-addresses.ts");
    const remote = await listSystemAddresses(loaded, settings, { ...about, named: listed.files });
    try {
      return await scanListed(request, { loaded, listed, remote }, clock, signal);
    } finally {
      await remote.dispose();
    }
  } finally {
    await listed.dispose();
  }
}

async function scanListed(
  request: ScanRequest,
  {
    loaded,
    listed: named,
    remote,
  }: {
    readonly loaded: LoadedSystem | undefined;
    readonly listed: ListedAddresses;
    readonly remote?: SystemAddresses;
  },
  clock: Clock,
  signal: AbortSignal,
): Promise<ScanOutcome> {
  const startedAt = new Date(clock.now()).toISOString();
  const today = startedAt.slice(0, 10);
  const listed = remote === undefined ? named : bothListed(named, remote);
  const onDiskParts = loaded === undefined ? [] : partsOf(loaded, request.cwd);
  const parts = [...onDiskParts, ...(remote?.parts ?? [])];
  const missing = onDiskParts.filter(({ path }) => !existsSync(resolve(request.cwd, path)));
  const onDisk = [
    ...request.paths.filter((path) => !isAddress(path)),
    ...onDiskParts.filter((part) => !missing.includes(part)).map(({ path }) => path),
  ];
  const paths = [...onDisk, ...listed.shown];
  if (paths.length + missing.length + parts.length === 0)
    throw scanErrors.noPath(
      loaded === undefined
        ? "No path was given."
        : `${loaded.file} names no artifact, dataset or source tree.`,
    );
  const suppressions =
    request.suppressions === undefined
      ? noSuppressions
      : await readSuppressions(resolve(request.cwd, request.suppressions), today);
  const onDiskFiles = await walk(onDisk, request.cwd, signal);
  const walked = leaveOut(
    together({ ...onDiskFiles, obstacles: [...onDiskFiles.obstacles, ...(remote?.obstacles ?? [])] }, listed),
    suppressions,
  );
  const changes = request.diff === undefined ? undefined : await changesOf(request, onDisk, signal);
  const templates =
    request.knownTemplates === undefined
      ? undefined
      : await readKnownTemplates(resolve(request.cwd, request.knownTemplates));
  const scene: Scene = {
    templates,
    request,
    signal,
    today,
    suppressions,
    parts,
    changes,
    loaders: request.loaders ?? loadLoaderProfiles(join(packsRoot(), "loaders")),
    notes: [...notesOf(walked, request), ...listed.notes, ...suppressions.notes],
    listed,
    walked,
    missing,
  };
  const workspace = request.workspace === undefined ? undefined : await workspaceAt(request.workspace, clock);
  const record = await (workspace === undefined
    ? undefined
    : ScanRecord.start(workspace, clock, {
        paths,
        files: walked.files.length,
        bytes: walked.files.reduce((sum, { bytes }) => sum + bytes, 0),
        ...(request.diff === undefined ? {} : { diff: request.diff }),
        ...(loaded === undefined
          ? {}
          : { system: { id: loaded.manifest.system.id, name: loaded.manifest.system.name } }),
      }));
  try {
    const { artifacts, code } = await examineAll(scene, record);
    const whole = request.diff === undefined && request.only === undefined && !signal.aborted;
    const unused = whole && request.suppressions !== undefined ? unusedNotes(suppressions) : undefined;
    const report = reportOf({
      startedAt,
      finishedAt: new Date(clock.now()).toISOString(),
      paths,
      artifacts,
      code,
      notes: [...scene.notes, ...(unused ?? [])],
      loaded,
      parts,
      digests: request.only !== "code",
      unchanged: changes !== undefined && walked.files.every(({ file }) => !changes.has(file)),
      interrupted: signal.aborted,
      unusedSuppressions: unused?.length,
    });
    const sentence = verdictSentence(report);
    if (record === undefined || workspace === undefined) return { report, sentence };
    const evidence = { id: record.id, dir: record.dir };
    if (signal.aborted) {
      await record.stop("interrupted");
      return { report, sentence, evidence };
    }
    const { entry, closing } = await record.finish(report, sentence);
    await workspace.registerScan({
      scan: record.id,
      ...(loaded === undefined ? {} : { system: loaded.manifest.system.id }),
      verdict: report.verdict,
      facts:
        loaded === undefined || report.system === undefined
          ? []
          : coverageFacts(report.system.parts, loaded, { scan: record.id, entry, at: report.finishedAt }),
      closing,
    });
    if (loaded !== undefined) await workspace.remember(loaded);
    return { report, sentence, evidence };
  } catch (cause) {
    await record?.stop("failed");
    throw cause;
  }
}

/** Loaded only where evidence is wanted: it brings the ledgers, the threats and the checks with it. */
async function workspaceAt(root: string, clock: Clock) {
  const { openWorkspace } = await import("../workspace/workspace.ts");
  return openWorkspace(root, { clock });
}

/** What every step of a scan looks at. */
interface Scene {
  readonly request: ScanRequest;
  readonly signal: AbortSignal;
  readonly today: string;
  /** Chat templates known to be good, by SHA-256. */
  readonly templates: ReadonlySet<string> | undefined;
  readonly suppressions: Suppressions;
  readonly parts: readonly PartToScan[];
  readonly changes: Changes | undefined;
  readonly loaders: readonly LoaderProfile[];
  /** Grows. */
  readonly notes: string[];
  readonly walked: Walked;
  readonly listed: ListedAddresses;
  readonly missing: readonly PartToScan[];
}

/** The code first, so that each file can be told who loads it when it is examined. */
async function examineAll(
  scene: Scene,
  record: ScanRecord | undefined,
): Promise<{ readonly artifacts: readonly ArtifactReport[]; readonly code: CodeReport | undefined }> {
  const { request, walked, changes, signal, notes } = scene;
  const ignored = new Map<string, readonly InlineIgnore[]>();
  const raw = request.only === "artifacts" ? undefined : await reviewCode(scene, ignored);
  const shown = walked.files.filter(({ file }) => changes === undefined || changes.has(file));
  if (changes !== undefined)
    notes.push(
      `Only what has changed since ${request.diff ?? ""} is told of: ${shown.length} of ${walked.files.length} files.`,
    );
  const examined =
    request.only === "code" ? { artifacts: [], findings: [] } : await examineFiles(scene, shown, raw);
  if (raw === undefined) {
    await writeDown(examined.artifacts, record);
    return { artifacts: examined.artifacts, code: undefined };
  }
  const whole = { ...raw, findings: [...raw.findings, ...examined.findings] };
  const fileAt = new Map(
    walked.files.flatMap(({ path, file, remote }) => (remote === undefined ? [[path, file]] : [])),
  );
  const { report: narrowed, notes: more } = narrowCode(whole, {
    suppressions: scene.suppressions,
    ignored,
    today: scene.today,
    ...(changes === undefined ? {} : { changed: (path) => changes.get(fileAt.get(fileOf(path)) ?? "") }),
  });
  notes.push(...more);
  const code = await withExcerpts(narrowed, fileAt);
  const artifacts = raiseVerdicts(examined.artifacts, code);
  await writeDown(artifacts, record);
  if (!signal.aborted) await record?.code(code);
  return { artifacts, code };
}

async function writeDown(
  artifacts: readonly ArtifactReport[],
  record: ScanRecord | undefined,
): Promise<void> {
  if (record !== undefined) for (const artifact of artifacts) await record.artifact(artifact);
}

async function reviewCode(
  scene: Scene,
  ignored: Map<string, readonly InlineIgnore[]>,
): Promise<CodeReport | undefined> {
  const { request, signal, walked } = scene;
  const review = request.review ?? shippedReview;
  const files = walked.files.filter(isSource);
  if (files.length === 0 || signal.aborted) return undefined;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const done = { files: 0, bytes: 0 };
  const sources = sourcesOf(files, request.inlineIgnores === false ? undefined : ignored);
  const onFile = (file: { readonly path: string; readonly bytes: number }): void => {
    done.files += 1;
    done.bytes += file.bytes;
    request.onProgress?.({
      doing: "code",
      files: files.length,
      filesDone: done.files,
      bytes,
      bytesDone: Math.min(bytes, done.bytes),
      path: file.path,
    });
  };
  try {
    return await review(sources, { signal, onFile, loaders: scene.loaders });
  } catch (cause) {
    if (!signal.aborted) throw cause;
    scene.notes.push("Interrupted: the code was not reviewed to the end.");
    return undefined;
  }
}

async function examineFiles(scene: Scene, files: readonly FileToScan[], code: CodeReport | undefined) {
  const { request, signal, walked, parts, loaders, suppressions } = scene;
  const shelf = new SiblingShelf();
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const opened = new Map<string, Describer[]>();
  const placed: { readonly file: string; readonly report: ArtifactReport }[] = [];
  let before = 0;
  for (const [i, file] of files.entries()) {
    const siblings = await shelf.of(file);
    let report: ArtifactReport;
    try {
      report = await examineFile(file, siblings, {
        loaders,
        digests: request.digests,
        signal,
        onBytes: (read) =>
          request.onProgress?.({
            doing: "files",
            files: files.length,
            filesDone: i,
            bytes,
            bytesDone: before + read,
            path: file.path,
          }),
      });
    } catch (cause) {
      if (!signal.aborted) throw cause;
      scene.notes.push(`Interrupted: ${i} of ${files.length} files were examined.`);
      break;
    }
    if (scene.templates !== undefined) report = compareTemplates(report, scene.templates);
    before += file.bytes;
    for (const [target, name] of siblings.opened)
      opened.set(target, [...(opened.get(target) ?? []), { report, name }]);
    placed.push({ file: file.file, report: suppressArtifact(compareDigest(report, parts), suppressions) });
  }
  const obstacles = scene.request.diff === undefined ? walked.obstacles : [];
  const artifacts = [
    ...placed.map(({ file, report }) => dataOfOthers(report, opened.get(file) ?? [])),
    ...obstacles.map((obstacle) => unexamined(obstacle)),
    ...scene.missing.map(({ path, id }) =>
      unexamined({ rule: "missing", path, why: `The manifest names it as \`${id}\`.` }),
    ),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  if (scene.listed.shown.some(isAddress)) scene.notes.push(fetchedNote(scene.listed, artifacts));
  const judged =
    code === undefined
      ? artifacts
      : await judgeRemoteCode(artifacts, await sourcesByPath(walked.files.filter(isSource)), {
          loaders,
          review: request.reviewModelCode ?? shippedModelCodeReview,
          suppress: (finding) => suppressedBy(finding, suppressions),
          signal,
        });
  return joinLoaders(judged, code?.callSites ?? [], loaders);
}
