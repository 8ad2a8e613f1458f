import { mkdir, readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { assessErrors, type AssessmentPlan } from "../../assess/index.ts";
import type {
  Clock,
  CoverageFact,
  CoverageMatrix,
  RunReport,
  RunSummary,
  Triage,
} from "../../contracts/index.ts";
import {
  bundleExists,
  loadOrCreateKey,
  openWorkspaceLedger,
  readTriageFile,
  readWorkspaceEntries,
  setTriage,
  type BlobRef,
  type Closing,
  type SigningKey,
} from "../../evidence/index.ts";
import { loadSystem, parseSystem, type LoadedSystem } from "../../system/index.ts";
import { coverageMatrix, loadThreatRules, modelThreats } from "../../threats/index.ts";
import { factsOfRun, importedFacts } from "../coverage/facts.ts";
import { describeIntent } from "../describe-intent.ts";
import { appErrors } from "../errors.ts";
import { readBlobText, readRun, type ReadRun } from "../runs/read-run.ts";
import { buildRunReport } from "../runs/run-report.ts";
import { runSummary } from "../runs/summary.ts";
import { systemClock } from "../system-clock.ts";
import { toolVersion } from "../version.ts";
import { readRegister, rememberSystem } from "./register.ts";
import { workspacePaths, type WorkspacePaths } from "./paths.ts";

export interface WorkspaceOptions {
  readonly clock?: Clock;
}

/** Opens the workspace of a folder; makes it when it is not there yet. @throws APP_UNWRITABLE */
export async function openWorkspace(folder: string, options: WorkspaceOptions = {}): Promise<Workspace> {
  const paths = workspacePaths(folder);
  try {
    await mkdir(paths.runs, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw appErrors.unwritable(
      `${paths.root} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { file: paths.root },
      { cause },
    );
  }
  return new Workspace(folder, paths, options.clock ?? systemClock);
}

/** What one folder of evidence holds: its runs, its ledger, its triage, its key. */
export class Workspace {
  readonly folder: string;
  readonly paths: WorkspacePaths;
  readonly clock: Clock;
  readonly describe = describeIntent;
  readonly #read = new Map<string, { readonly mark: string; readonly run: ReadRun }>();

  constructor(folder: string, paths: WorkspacePaths, clock: Clock) {
    this.folder = folder;
    this.paths = paths;
    this.clock = clock;
  }

  async key(): Promise<SigningKey> {
    return loadOrCreateKey(this.paths.keys);
  }

  /** Run ids, newest first. */
  async runIds(): Promise<readonly string[]> {
    const entries = await readdir(this.paths.runs, { withFileTypes: true }).catch(() => []);
    const ids = entries
      .filter((entry) => entry.isDirectory() && /^[a-z0-9][a-z0-9-]{0,80}$/.test(entry.name))
      .map(({ name }) => name);
    const found: string[] = [];
    for (const id of ids.sort().reverse()) if (await bundleExists(join(this.paths.runs, id))) found.push(id);
    return found;
  }

  /** Reads one run; what has not changed on the disk since is not read again. @throws APP_UNKNOWN_RUN */
  async read(id: string): Promise<ReadRun> {
    const name = id === "last" ? await this.#newest(({ status }) => status === "finished") : id;
    if (!(await this.runIds()).includes(name)) {
      throw appErrors.unknownRun(`There is no run "${name}" under ${this.paths.runs}.`, {
        file: this.paths.runs,
        at: name,
      });
    }
    const dir = join(this.paths.runs, name);
    const mark = await markOf(dir);
    const known = this.#read.get(name);
    if (known !== undefined && known.mark === mark && known.run.status !== "running") return known.run;
    const run = await readRun(dir);
    this.#read.set(name, { mark, run });
    return run;
  }

  /** All readable runs, newest first; of one system where named. */
  async readAll(system?: string): Promise<readonly ReadRun[]> {
    const runs: ReadRun[] = [];
    for (const id of await this.runIds()) {
      const run = await this.read(id).catch(() => undefined);
      if (run !== undefined && (system === undefined || run.plan.system.id === system)) runs.push(run);
    }
    return runs;
  }

  /** The run that `--resume` means. @throws APP_UNKNOWN_RUN, ASSESS_ALREADY_FINISHED */
  async resumable(which: string | true): Promise<ReadRun> {
    const run = await this.read(
      which === true ? await this.#newest(({ status }) => status !== "finished") : which,
    );
    if (run.status === "finished") {
      throw assessErrors.alreadyFinished(`Run ${run.plan.run} ended with a verdict.`, { at: run.plan.run });
    }
    return run;
  }

  async #newest(wanted: (run: ReadRun) => boolean): Promise<string> {
    for (const run of await this.readAll()) if (wanted(run)) return run.plan.run;
    throw appErrors.unknownRun(`No run in ${this.paths.runs} fits.`, { file: this.paths.runs });
  }

  async runs(): Promise<readonly RunSummary[]> {
    return (await this.readAll()).map(runSummary);
  }

  async report(id: string, baseline?: ReadRun): Promise<RunReport> {
    const run = await this.read(id);
    const loaded = await this.systemOfRun(run);
    return buildRunReport(run, {
      coverage: await this.coverage(loaded, run.plan),
      triage: await this.triage(),
      now: this.clock.now(),
      ...(baseline === undefined ? {} : { baseline }),
    });
  }

  /**
   * The manifest a run was about: as it is now, or, where the file is not here (a run that was pushed from
   * another machine), as it was kept in the bundle.
   */
  async systemOfRun(run: ReadRun): Promise<LoadedSystem | undefined> {
    const { file, id } = run.plan.system;
    const here =
      file === undefined ? undefined : await loadSystem(resolve(this.folder, file)).catch(() => undefined);
    if (here?.manifest.system.id === id) return here;
    return run.manifest === undefined ? undefined : keptManifest(run, run.manifest);
  }

  /** Every system this workspace knows: by its manifest's file, or by the newest run that was about it. */
  async systems(): Promise<readonly LoadedSystem[]> {
    const systems = new Map<string, LoadedSystem>();
    for (const file of await readRegister(this.paths.root)) {
      const system = await loadSystem(file).catch(() => undefined);
      if (system !== undefined) systems.set(system.manifest.system.id, system);
    }
    for (const run of await this.readAll()) {
      if (systems.has(run.plan.system.id)) continue;
      const system = await this.systemOfRun(run);
      if (system !== undefined) systems.set(system.manifest.system.id, system);
    }
    return [...systems.values()];
  }

  async remember(loaded: LoadedSystem): Promise<void> {
    await rememberSystem(this.paths.root, loaded.file);
  }

  /** The matrix as of now. Without its manifest a system has threats no more: the matrix is empty then. */
  async coverage(loaded: LoadedSystem | undefined, plan?: AssessmentPlan): Promise<CoverageMatrix> {
    const asOf = new Date(this.clock.now()).toISOString();
    if (loaded === undefined) return emptyMatrix(plan, asOf);
    const threats = modelThreats(loaded, loadThreatRules());
    return coverageMatrix({ loaded, threats, facts: await this.facts(loaded.manifest.system.id), asOf });
  }

  async facts(system: string): Promise<readonly CoverageFact[]> {
    const runs = await this.readAll(system);
    return [...runs.flatMap(factsOfRun), ...(await importedFacts(this.paths.ledger, system))];
  }

  async triage(): Promise<ReadonlyMap<string, Triage>> {
    return readTriageFile(this.paths.triage);
  }

  /** Writes a triage decision to the file that people review, and to the workspace ledger. */
  async setTriage(finding: string, triage: Triage, by: string): Promise<void> {
    await setTriage(this.paths.triage, finding, triage);
    await this.#record("triage.set", { finding, triage: { ...triage }, by });
  }

  async registerRun(plan: AssessmentPlan, closing: Closing): Promise<void> {
    await this.#record("run.registered", {
      run: plan.run,
      system: plan.system.id,
      entries: closing.entries,
      root: closing.root,
      key: closing.keyFingerprint,
    });
  }

  /** A bundle that someone pushed here, after it was verified. Recorded once. */
  async recordPush(plan: AssessmentPlan, by: string): Promise<void> {
    for await (const entry of readWorkspaceEntries(this.paths.ledger)) {
      if (entry.type === "bundle.received" && entry.body["run"] === plan.run) return;
    }
    await this.#record("bundle.received", { run: plan.run, system: plan.system.id, by });
  }

  async #record(
    type: string,
    body: Parameters<Awaited<ReturnType<typeof openWorkspaceLedger>>["append"]>[1],
  ): Promise<void> {
    const ledger = await openWorkspaceLedger({
      dir: this.paths.ledger,
      clock: this.clock,
      key: await this.key(),
      tool: { name: "bartizan", version: toolVersion() },
    });
    try {
      await ledger.append(type, body);
    } finally {
      await ledger.release();
    }
  }
}

async function keptManifest(run: ReadRun, ref: BlobRef): Promise<LoadedSystem | undefined> {
  try {
    return parseSystem(await readBlobText(run.dir, ref), `the manifest of run ${run.plan.run}`);
  } catch {
    // Erased, or of a version this one cannot read: the run is still shown, its system is not.
    return undefined;
  }
}

async function markOf(dir: string): Promise<string> {
  const facts = await stat(join(dir, "ledger.jsonl"));
  return `${facts.size} ${facts.mtimeMs}`;
}

function emptyMatrix(plan: AssessmentPlan | undefined, asOf: string): CoverageMatrix {
  const none = { none: 0, planned: 0, passing: 0, failing: 0, inconclusive: 0, stale: 0 };
  return {
    schemaVersion: "bartizan.coverage/v1",
    system: { id: plan?.system.id ?? "", name: plan?.system.name ?? "", digest: plan?.system.digest ?? "" },
    asOf,
    rows: [],
    totals: { tested: none, guarded: none, watched: none, rehearsed: none },
  };
}
