import { basename, dirname, join } from "node:path";
import type { RunSummary, TrialQuery, Triage } from "../../contracts/index.ts";
import { readBundleHeader, verifyBundle } from "../../evidence/index.ts";
import type { RunRecord, Store } from "../../store/index.ts";
import { doctor } from "../doctor/doctor.ts";
import { guardViews } from "../guard/guard-views.ts";
import { IndexKeeper } from "../indexing/index-keeper.ts";
import { chainsOfScan, recordedChecks } from "../provenance/index.ts";
import { readRun } from "../runs/read-run.ts";
import { buildRunReport } from "../runs/run-report.ts";
import { ScanShelf } from "../scan/index.ts";
import { runSummary } from "../runs/summary.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { comparison } from "./comparison.ts";
import { evidenceStatus } from "./evidence.ts";
import { findingDetail, findingList, type FindingFilter } from "./findings.ts";
import { liveEvents } from "./live.ts";
import { systemDetail, systemSummary, threatsOf } from "./systems.ts";
import { trialDetail } from "./trials.ts";

const clockSkewMs = 5 * 60_000;

/**
 * The workspace as the server asks for it. The server owns the port's type; that this fits is checked where
 * the two are wired together. `undefined` means: there is no such thing.
 */
export function workspacePorts(
  workspace: Workspace,
  store: Store,
  env: Readonly<Record<string, string | undefined>>,
) {
  const keeper = new IndexKeeper(workspace, store);
  const guard = guardViews(workspace.folder, workspace.clock);
  const scans = new ScanShelf(workspace.paths.runs);
  const index = async (): Promise<Store> => {
    await keeper.refresh();
    return store;
  };
  const system = async (id: string) =>
    (await workspace.systems()).find(({ manifest }) => manifest.system.id === id);
  const run = async (id: string) => ((await workspace.shelf.has(id)) ? workspace.read(id) : undefined);
  return {
    systems: async () =>
      Promise.all((await workspace.systems()).map((loaded) => systemSummary(workspace, loaded))),
    system: async (id: string) => {
      const loaded = await system(id);
      return loaded === undefined ? undefined : systemDetail(workspace, loaded);
    },
    threats: async (id: string) => {
      const loaded = await system(id);
      return loaded === undefined ? undefined : threatsOf(loaded);
    },
    coverage: async (id: string) => {
      const loaded = await system(id);
      return loaded === undefined ? undefined : workspace.coverage(loaded);
    },
    runs: async (filter: { readonly system?: string }) => (await (await index()).runs(filter)).map(summaryOf),
    run: async (id: string) => {
      const found = await run(id);
      if (found === undefined) return undefined;
      const loaded = await workspace.systemOfRun(found);
      const { transcripts: _, ...report } = await buildRunReport(found, {
        coverage: await workspace.coverage(loaded, found.plan),
        triage: await workspace.triage(),
        now: workspace.clock.now(),
        unreadable: (await workspace.shelf.all(found.plan.system.id)).unreadable,
      });
      return { ...report, progress: runSummary(found) };
    },
    systemOfRun: async (id: string) => (await run(id))?.plan.system.id,
    trials: async (query: TrialQuery) => {
      const indexed = await index();
      return (await indexed.run(query.run)) === undefined ? undefined : indexed.trials(query);
    },
    trial: async (id: string, entry: number) => {
      const found = await run(id);
      return found === undefined ? undefined : trialDetail(found, entry);
    },
    evidence: (id: string) => evidenceStatus(workspace, id),
    findings: async (filter: FindingFilter) => findingList(workspace, await index(), filter),
    finding: async (id: string) => findingDetail(workspace, await index(), id),
    setTriage: async (
      finding: string,
      triage: Triage,
      by: { readonly id: string; readonly name: string },
    ) => {
      if ((await findingDetail(workspace, await index(), finding)) === undefined) return undefined;
      await workspace.setTriage(finding, triage, by.name);
      return findingDetail(workspace, await index(), finding);
    },
    comparison: (id: string, baseline: string) => comparison(workspace, id, baseline),
    events: (signal: AbortSignal) => liveEvents(workspace, keeper, guard, scans, signal),
    verifyBundle: async (dir: string) => {
      const status = await verifyBundle(dir, {});
      const header =
        status.state === "unreadable" ? undefined : await readBundleHeader(dir).catch(() => undefined);
      if (header?.kind === "scan") return { status, ...(await scanIn(dir, header.id, workspace)) };
      const about = status.state === "unreadable" ? undefined : await readRun(dir).catch(() => undefined);
      // A run from the future would stay the newest of its system for ever.
      const ahead = about !== undefined && Date.parse(about.lastAt) > workspace.clock.now() + clockSkewMs;
      if (about === undefined || ahead) return { status };
      return { status, run: about.plan.run, system: about.plan.system.id };
    },
    bundleArrived: async (id: string, _dir: string, by: { readonly id: string; readonly name: string }) => {
      const scan = await scans.read(id);
      const plan = scan === undefined ? (await readRun(join(workspace.paths.runs, id))).plan : undefined;
      const system = plan?.system.id ?? scan?.summary.system?.id;
      await workspace.recordPush({ run: id, ...(system === undefined ? {} : { system }) }, by.name);
      keeper.lookAgain();
    },
    guard,
    scans: {
      list: () => scans.list(),
      read: async (id: string) => {
        const scan = await scans.read(id);
        if (scan === undefined) return undefined;
        const checks = await recordedChecks(workspace.paths.ledger).catch(() => []);
        return { ...scan, provenance: chainsOfScan(id, scan.report, checks) };
      },
    },
    doctor: async () => doctor(workspace, await workspace.systems(), env),
  };
}

/** What a pushed bundle of a scan holds; nothing where it cannot be read, or comes from the future. */
async function scanIn(dir: string, id: string, { clock }: Workspace) {
  const scan = await new ScanShelf(dirname(dir)).read(basename(dir)).catch(() => undefined);
  if (scan === undefined) return {};
  const { startedAt, finishedAt, system } = scan.summary;
  const ahead = [startedAt, finishedAt ?? ""].some((at) => Date.parse(at) > clock.now() + clockSkewMs);
  if (ahead) return {};
  return { run: id, scan, ...(system === undefined ? {} : { system: system.id }) };
}

/** The summary as it was indexed. */
function summaryOf(record: RunRecord): RunSummary {
  // Safe: only `indexRun` writes it.
  return record.summary as unknown as RunSummary;
}
