import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import {
  checks,
  entryType,
  planAssessment,
  runAssessment,
  RunFold,
  assessErrors,
  type AssessmentPlan,
  type RunEnd,
} from "../../assess/index.ts";
import type { Clock, ConversationTarget, JsonObject, JsonValue, RunReport } from "../../contracts/index.ts";
import { createBundle, openBundle, type BundleWriter } from "../../evidence/index.ts";
import { loadSystem, type LoadedSystem } from "../../system/index.ts";
import type { BudgetLimits } from "../../targets/index.ts";
import { progressOf, type RunProgress } from "../runs/progress.ts";
import type { ReadRun } from "../runs/read-run.ts";
import { systemClock } from "../system-clock.ts";
import { toolVersion } from "../version.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { connectTargets, type Connections } from "./connect.ts";
import { chooseLanes } from "./lanes.ts";
import { probeTargets } from "./probe.ts";
import { regressionCases } from "./regression-cases.ts";

export interface AssessOptions {
  readonly systemFile: string;
  /** The folder that holds `.bartizan`; the manifest's own by default. */
  readonly workspace?: string;
  readonly only?: readonly string[];
  readonly targets?: readonly string[];
  readonly seed?: string;
  readonly exhaustive?: boolean;
  readonly repeats?: number;
  readonly budget?: BudgetLimits;
  /** A run id, or true for the newest run that has not ended. */
  readonly resume?: string | true;
  /** A run id, or `last`. */
  readonly baseline?: string;
  readonly regressions?: boolean;
  readonly dryRun?: boolean;
  /** Targets in this very process, instead of those of the manifest. */
  readonly inProcess?: readonly ConversationTarget[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly onPlan?: (plan: AssessmentPlan) => void;
  readonly onNote?: (note: string) => void;
  readonly onProgress?: (progress: RunProgress) => void;
}

export type AssessOutcome =
  | { readonly kind: "planned"; readonly plan: AssessmentPlan }
  | {
      readonly kind: "ran";
      readonly end: RunEnd;
      readonly plan: AssessmentPlan;
      readonly report: RunReport;
      readonly progress?: RunProgress;
    };

/**
 * Assesses a system: loads the manifest, asks whether its targets may be tested, plans, keeps the plan as
 * the first evidence, probes, runs, concludes, and reads the report back from what was written.
 *
 * @example
 * const outcome = await assessSystem({ systemFile: "system.yaml" });
 * if (outcome.kind === "ran") console.log(outcome.report.verdict.sentence);
 */
export async function assessSystem(options: AssessOptions): Promise<AssessOutcome> {
  const clock = options.clock ?? systemClock;
  const loaded = await loadSystem(options.systemFile);
  const workspace = await openWorkspace(options.workspace ?? dirname(loaded.file), { clock });
  const resumed =
    options.resume === undefined
      ? undefined
      : await workspace.resumable(options.resume, loaded.manifest.system.id);
  if (resumed !== undefined && resumed.plan.system.digest !== loaded.digest) {
    throw assessErrors.systemChanged(
      `${loaded.file} has changed since run ${resumed.plan.run} was planned.`,
      { file: loaded.file, at: resumed.plan.run },
    );
  }
  const baseline =
    options.baseline === undefined
      ? undefined
      : await workspace.baseline(options.baseline, loaded.manifest.system.id);
  const run = resumed?.plan.run ?? runId(clock.now());
  const seed = resumed?.plan.seed ?? options.seed ?? run;
  const connections = await connectTargets({
    loaded,
    budget: options.budget ?? {},
    env: options.env ?? process.env,
    clock,
    seed,
    ...(options.targets === undefined ? {} : { only: options.targets }),
    ...(resumed === undefined ? {} : { resumed: resumed.fold }),
    ...(options.inProcess === undefined ? {} : { inProcess: options.inProcess }),
  });
  try {
    const plan =
      resumed?.plan ?? (await makePlan(options, loaded, workspace, connections, baseline, run, seed, clock));
    options.onPlan?.(plan);
    if (options.dryRun === true) return { kind: "planned", plan };
    await workspace.remember(loaded);
    const bundle = await openEvidence(workspace, loaded, plan, resumed, clock);
    return await carryOut(options, workspace, connections, plan, resumed, baseline, bundle, clock);
  } finally {
    await connections.dispose();
  }
}

async function makePlan(
  options: AssessOptions,
  loaded: LoadedSystem,
  workspace: Workspace,
  connections: Connections,
  baseline: ReadRun | undefined,
  run: string,
  seed: string,
  clock: Clock,
): Promise<AssessmentPlan> {
  const regressions =
    options.regressions === true
      ? await regressionCases(workspace, loaded.manifest.system.id, baseline)
      : undefined;
  return planAssessment({
    run,
    seed,
    createdAt: new Date(clock.now()).toISOString(),
    toolVersion: toolVersion(),
    system: {
      id: loaded.manifest.system.id,
      name: loaded.manifest.system.name,
      digest: loaded.digest,
      file: relative(workspace.folder, resolve(loaded.file)),
    },
    subject: loaded.subject,
    exhaustive: options.exhaustive ?? false,
    facts: loaded.manifest.test_facts ?? {},
    mode: regressions === undefined ? "full" : "regressions",
    ...(regressions === undefined ? {} : { mustHold: regressions.mustHold, compared: regressions.compared }),
    lanes: chooseLanes({
      loaded,
      connections,
      ...(options.only === undefined ? {} : { only: options.only }),
      ...(options.repeats === undefined ? {} : { repeats: options.repeats }),
      ...(regressions === undefined ? {} : { cases: regressions.cases }),
    }),
  });
}

/** A new bundle whose first entry holds the plan and the manifest, or the old one taken up where it was left. */
async function openEvidence(
  workspace: Workspace,
  loaded: LoadedSystem,
  plan: AssessmentPlan,
  resumed: ReadRun | undefined,
  clock: Clock,
): Promise<BundleWriter> {
  const key = await workspace.key();
  if (resumed !== undefined) {
    const { bundle } = await openBundle({ dir: resumed.dir, clock, key });
    await bundle.append(entryType.resumed, { done: resumed.fold.done });
    return bundle;
  }
  const dir = join(workspace.paths.runs, plan.run);
  const bundle = await createBundle({
    dir,
    clock,
    key,
    header: {
      kind: "run",
      id: plan.run,
      tool: { name: "bartizan", version: toolVersion() },
      about: { system: plan.system.id },
    },
  });
  // Safe: a plan is plain JSON data.
  const blob = await bundle.putBlob(plan as unknown as JsonValue, "application/vnd.bartizan.plan+json");
  const manifest = await bundle.putBlob(await readFile(loaded.file), "application/yaml");
  await bundle.append(entryType.planned, {
    plan: blob,
    manifest,
    system: { id: plan.system.id, name: plan.system.name, digest: plan.system.digest },
    seed: plan.seed,
    lanes: plan.lanes.map(({ id, cases, repeats }) => ({ id, cases: cases.length, repeats })),
  });
  return bundle;
}

async function carryOut(
  options: AssessOptions,
  workspace: Workspace,
  connections: Connections,
  plan: AssessmentPlan,
  resumed: ReadRun | undefined,
  baseline: ReadRun | undefined,
  bundle: BundleWriter,
  clock: Clock,
): Promise<AssessOutcome> {
  const fold = resumed?.fold ?? new RunFold(plan);
  const doneBefore = fold.done;
  const signal = options.signal ?? new AbortController().signal;
  let end: RunEnd;
  try {
    await probeTargets({
      connections,
      clock,
      signal,
      seed: plan.seed,
      bundle,
      note: options.onNote ?? ignore,
    });
    const began = clock.now();
    const result = await runAssessment({
      fold,
      log: {
        append: (type, body) => bundle.append(type, body),
        putBlob: async (value, type): Promise<JsonObject> => bundle.putBlob(value, type),
      },
      checks: new Map(checks.map((check) => [check.id, check])),
      targets: connections.targets,
      parallel: connections.parallel,
      principal: { id: "bartizan-tester", verified: false },
      clock,
      signal,
      onTrial: () => options.onProgress?.(progressOf(fold, clock.now() - began, doneBefore)),
      describe: workspace.describe,
      ...(baseline === undefined ? {} : { baseline: baseline.fold }),
    });
    end = result.end;
    if (end === "finished") {
      const closing = await bundle.close({ verdict: result.verdict.kind, sentence: result.verdict.sentence });
      await workspace.registerRun(plan, closing);
    } else {
      await bundle.release();
    }
  } catch (error) {
    await bundle.release().catch(ignore);
    throw error;
  }
  const report = await workspace.report(plan.run);
  return { kind: "ran", end, plan, report, progress: progressOf(fold, 0, doneBefore) };
}

const ignore = (): void => undefined;

/** Sorts by time and is unique: `20261123-134501-4f9c2a`. */
function runId(now: number): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]/g, "").slice(0, 15).replace("T", "-");
  return `${time}-${randomUUID().slice(0, 6)}`;
}
