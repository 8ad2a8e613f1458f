import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadLoaderProfiles } from "../../assess/artifacts/index.ts";
import type { Clock } from "../../contracts/index.ts";
import { packsRoot } from "../../knowledge/index.ts";
import { verdictSentence } from "../../report/scan/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { isAddress } from "../../targets/addresses/index.ts";
import { systemClock } from "../system-clock.ts";
import { addressesAmong, bothListed, listAddresses, together, type ListedAddresses } from "./addresses.ts";
import { scanErrors } from "./errors.ts";
import { examineAll, type Scene } from "./examine-all.ts";
import { readKnownTemplates } from "./known-templates.ts";
import { leaveOut } from "./narrow.ts";
import { changesOf, refuseDiff } from "./scan-changes.ts";
import { notesOf } from "./scan-notes.ts";
import { ScanRecord } from "./scan-record.ts";
import { reportOf } from "./scan-report.ts";
import type { ScanOutcome, ScanRequest } from "./scan-request.ts";
import { withInput } from "./standard-input.ts";
import { noSuppressions, readSuppressions, unusedNotes } from "./suppressions.ts";
import type { SystemAddresses } from "./system-addresses.ts";
import { coverageFacts, partsOf, systemAt } from "./system-parts.ts";
import { walk } from "./walk.ts";

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
    const { artifacts, code } = await examineAll(watched(scene, record), record);
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

/** The scene with its progress also written down, where there is evidence. */
const watched = (scene: Scene, record: ScanRecord | undefined): Scene =>
  record === undefined
    ? scene
    : {
        ...scene,
        request: {
          ...scene.request,
          onProgress: (progress) => {
            record.progress(progress);
            scene.request.onProgress?.(progress);
          },
        },
      };
