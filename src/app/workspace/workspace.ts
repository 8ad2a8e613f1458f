import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { assessErrors, type AssessmentPlan } from "../../assess/index.ts";
import type {
  Clock,
  CoverageFact,
  CoverageMatrix,
  JsonObject,
  JsonValue,
  PolicyStamp,
  RunReport,
  RunSummary,
  ScanVerdict,
  Triage,
} from "../../contracts/index.ts";
import {
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
import { factsOfRun } from "../coverage/run-facts.ts";
import { adoptedFacts, importedFacts, lostFacts, scannedFacts } from "../coverage/ledger-facts.ts";
import { describeIntent } from "../describe-intent.ts";
import { appErrors } from "../errors.ts";
import { readBlobText } from "../runs/blobs.ts";
import type { ReadRun } from "../runs/read-run.ts";
import { buildRunReport } from "../runs/run-report.ts";
import { RunShelf } from "../runs/run-shelf.ts";
import { runSummary } from "../runs/summary.ts";
import { systemClock } from "../system-clock.ts";
import { toolVersion } from "../version.ts";
import { readRegister, rememberSystem } from "./register.ts";
import { workspacePaths, type WorkspacePaths } from "./paths.ts";

/** That a policy is in force for a system, as the ledger keeps it. */
export interface PolicyAdoption {
  readonly system: string;
  readonly component?: string;
  readonly policy: PolicyStamp;
  readonly by: string;
  readonly tests: { readonly passed: number; readonly failed: number };
  /** Fingerprint of the key that signed it, and when (ISO 8601). */
  readonly signed?: { readonly by: string; readonly at: string };
  readonly facts: readonly CoverageFact[];
}

export interface WorkspaceOptions {
  readonly clock?: Clock;
}

/** Opens the workspace of a folder. Nothing is made before something is written. */
export async function openWorkspace(folder: string, options: WorkspaceOptions = {}): Promise<Workspace> {
  return new Workspace(folder, workspacePaths(folder), options.clock ?? systemClock);
}

/** What one folder of evidence holds: its runs, its ledger, its triage, its key. */
export class Workspace {
  readonly folder: string;
  readonly paths: WorkspacePaths;
  readonly clock: Clock;
  readonly describe = describeIntent;
  readonly shelf: RunShelf;

  constructor(folder: string, paths: WorkspacePaths, clock: Clock) {
    this.folder = folder;
    this.paths = paths;
    this.clock = clock;
    this.shelf = new RunShelf(paths.runs);
  }

  /** Makes the folders. Called by whatever is about to write. @throws APP_UNWRITABLE */
  async prepare(): Promise<void> {
    try {
      await mkdir(this.paths.runs, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw appErrors.unwritable(
        `${this.paths.root} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}.`,
        { file: this.paths.root },
        { cause },
      );
    }
  }

  async key(): Promise<SigningKey> {
    await this.prepare();
    return loadOrCreateKey(this.paths.keys);
  }

  /** Run ids, newest first. */
  async runIds(): Promise<readonly string[]> {
    return this.shelf.ids();
  }

  /** One run; `last` is the newest that has finished. @throws APP_UNKNOWN_RUN */
  async read(id: string): Promise<ReadRun> {
    return id === "last" ? this.shelf.newest("finished run", isFinished) : this.shelf.read(id);
  }

  /** The run that `--baseline` means: `last` is the newest finished full assessment of this system. */
  async baseline(id: string, system: string): Promise<ReadRun> {
    if (id !== "last") return this.shelf.read(id);
    return this.shelf.newest(
      `finished full assessment of ${system}`,
      (run) => isFinished(run) && run.plan.mode === "full" && run.plan.system.id === system,
    );
  }

  /** All readable runs, newest first; of one system where named. */
  async readAll(system?: string): Promise<readonly ReadRun[]> {
    return (await this.shelf.all(system)).runs;
  }

  /** The run that `--resume` means. @throws APP_UNKNOWN_RUN, ASSESS_ALREADY_FINISHED */
  async resumable(which: string | true, system: string): Promise<ReadRun> {
    const run =
      which === true
        ? await this.shelf.newest(
            `unfinished run of ${system}`,
            // One that never reached its target has nothing to go on with; it can still be named.
            (item) => !isFinished(item) && item.plan.system.id === system && hasBegun(item),
          )
        : await this.shelf.read(which);
    if (isFinished(run)) {
      throw assessErrors.alreadyFinished(`Run ${run.plan.run} ended with a verdict.`, { at: run.plan.run });
    }
    return run;
  }

  async runs(): Promise<readonly RunSummary[]> {
    return (await this.readAll()).map(runSummary);
  }

  async report(id: string): Promise<RunReport> {
    const run = await this.read(id);
    const loaded = await this.systemOfRun(run);
    return buildRunReport(run, {
      coverage: await this.coverage(loaded, run.plan),
      triage: await this.triage(),
      now: this.clock.now(),
      unreadable: (await this.shelf.all(run.plan.system.id)).unreadable,
    });
  }

  /**
   * The manifest a run was about: as it is now, or, where the file is not here (a run that was pushed from
   * another machine), as it was kept in the bundle.
   */
  async systemOfRun(run: ReadRun): Promise<LoadedSystem | undefined> {
    const { file, id } = run.plan.system;
    // A pushed plan may name any path: only manifests that were assessed from here are opened.
    const path = file === undefined ? undefined : resolve(this.folder, file);
    const known = path !== undefined && (await readRegister(this.paths.root)).includes(path);
    const here = known ? await loadSystem(path).catch(() => undefined) : undefined;
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
    await this.prepare();
    await rememberSystem(this.paths.root, resolve(loaded.file));
  }

  /** The matrix as of now. Without its manifest a system has threats no more: the matrix is empty then. */
  async coverage(loaded: LoadedSystem | undefined, plan?: AssessmentPlan): Promise<CoverageMatrix> {
    const asOf = new Date(this.clock.now()).toISOString();
    if (loaded === undefined) return emptyMatrix(plan, asOf);
    const threats = modelThreats(loaded, loadThreatRules());
    return coverageMatrix({ loaded, threats, facts: await this.facts(loaded.manifest.system.id), asOf });
  }

  async facts(system: string): Promise<readonly CoverageFact[]> {
    const { runs, unreadable } = await this.shelf.all(system);
    const lost = new Map(unreadable.map(({ run, why }) => [run, why]));
    return [
      ...runs.flatMap(factsOfRun),
      ...(await lostFacts(this.paths.ledger, lost)),
      ...(await importedFacts(this.paths.ledger, system)),
      ...(await adoptedFacts(this.paths.ledger, system)),
      ...(await scannedFacts(this.paths.ledger, system)),
    ];
  }

  async triage(): Promise<ReadonlyMap<string, Triage>> {
    return readTriageFile(this.paths.triage);
  }

  /** Writes a triage decision to the file that people review, and to the workspace ledger. */
  async setTriage(finding: string, triage: Triage, by: string): Promise<void> {
    await setTriage(this.paths.triage, finding, triage);
    await this.#record("triage.set", { finding, triage: { ...triage }, by });
  }

  /** Notes a finished run and what it said, so that neither can vanish without a trace. */
  async registerRun(plan: AssessmentPlan, closing: Closing): Promise<void> {
    const facts = factsOfRun(await this.shelf.read(plan.run));
    await this.#record("run.registered", {
      // Safe: facts are plain JSON data.
      facts: facts as unknown as JsonValue,
      run: plan.run,
      system: plan.system.id,
      entries: closing.entries,
      root: closing.root,
      key: closing.keyFingerprint,
    });
  }

  /** Notes a finished scan, what it came to, and what that proves of a system. */
  async registerScan(done: {
    readonly scan: string;
    readonly system?: string;
    readonly verdict: ScanVerdict;
    readonly facts: readonly CoverageFact[];
    readonly closing: Closing;
  }): Promise<void> {
    const { closing, facts, ...rest } = done;
    await this.#record("scan.registered", {
      ...rest,
      // Safe: facts are plain JSON data.
      facts: facts as unknown as JsonValue,
      entries: closing.entries,
      root: closing.root,
      key: closing.keyFingerprint,
    });
  }

  /** Notes that a policy guards a system, and what its tests prove. */
  async recordAdoption(adoption: PolicyAdoption): Promise<void> {
    // Safe: an adoption is plain JSON data.
    await this.#record("policy.adopted", adoption as unknown as JsonObject);
  }

  /** Notes what a verification of a model found. Returns the number of the entry. */
  async recordProvenance(check: JsonObject): Promise<number> {
    return this.#record("provenance.checked", check);
  }

  /** A bundle that someone pushed here, after it was verified. Recorded once. */
  async recordPush(pushed: { readonly run: string; readonly system?: string }, by: string): Promise<void> {
    for await (const entry of readWorkspaceEntries(this.paths.ledger)) {
      if (entry.type === "bundle.received" && entry.body["run"] === pushed.run) return;
    }
    await this.#record("bundle.received", { ...pushed, by });
  }

  async #record(
    type: string,
    body: Parameters<Awaited<ReturnType<typeof openWorkspaceLedger>>["append"]>[1],
  ): Promise<number> {
    await this.prepare();
    const ledger = await openWorkspaceLedger({
      dir: this.paths.ledger,
      clock: this.clock,
      key: await this.key(),
      tool: { name: "bartizan", version: toolVersion() },
    });
    try {
      return (await ledger.append(type, body)).seq;
    } finally {
      await ledger.release();
    }
  }
}

async function keptManifest(run: ReadRun, ref: BlobRef): Promise<LoadedSystem | undefined> {
  try {
    const kept = parseSystem(await readBlobText(run.dir, ref), `the manifest of run ${run.plan.run}`);
    // A bundle may not speak for another system than the one it was planned for.
    return kept.manifest.system.id === run.plan.system.id ? kept : undefined;
  } catch {
    // Erased, or of a version this one cannot read: the run is still shown, its system is not.
    return undefined;
  }
}

const hasBegun = ({ fold, audits }: ReadRun): boolean =>
  fold.done > 0 || audits.some(({ records }) => records.length > 0);

const isFinished = ({ status }: ReadRun): boolean => status === "finished";

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
