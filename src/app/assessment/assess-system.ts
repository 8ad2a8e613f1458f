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
  type PlanRequest,
  type RunEnd,
  type RunLog,
} from "../../assess/index.ts";
import { AuditFold } from "../../assess/audit/index.ts";
import type {
  Clock,
  ConversationTarget,
  JsonObject,
  JsonValue,
  ModelData,
  RunReport,
} from "../../contracts/index.ts";
import { createBundle, openBundle, type BlobRef, type BundleWriter } from "../../evidence/index.ts";
import { loadSystem, type LoadedSystem } from "../../system/index.ts";
import type { BudgetLimits } from "../../targets/index.ts";
import { chooseAudits, dataOf, type ChosenAudits } from "../audits/choose-audits.ts";
import { findingsOfAudit } from "../audits/concluded-audit.ts";
import { previewModels, type ModelsPlan } from "../audits/preview-models.ts";
import { runAudits } from "../audits/run-audits.ts";
import { doneOf, progressOf, type RunProgress } from "../runs/progress.ts";
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
  /** Rows that checks on predicting models may ask for, all together. */
  readonly maxQueries?: number;
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
  readonly onPlan?: (plan: AssessmentPlan, models: ModelsPlan) => void;
  readonly onNote?: (note: string) => void;
  readonly onProgress?: (progress: RunProgress) => void;
}

export type AssessOutcome =
  | { readonly kind: "planned"; readonly plan: AssessmentPlan; readonly models: ModelsPlan }
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
    ...(resumed === undefined
      ? {}
      : {
          resumed: resumed.fold,
          requestsOfModels: Math.max(0, ...resumed.audits.map(({ requests }) => requests)),
        }),
    ...(options.inProcess === undefined ? {} : { inProcess: options.inProcess }),
  });
  try {
    const { plans, passedOver, data } = await auditsOf(options, loaded, connections, resumed, run, seed);
    const plan =
      resumed?.plan ??
      (await makePlan(options, loaded, workspace, connections, baseline, run, seed, clock, {
        planned: plans.length,
        passedOver: passedOver.map(({ check, target, why }) => `${check} on \`${target}\`: ${why}.`),
      }));
    const perMinute = loaded.manifest.rules_of_engagement?.rate?.per_minute;
    const models = await previewModels(plans, passedOver, data, connections, perMinute, clock);
    options.onPlan?.(plan, models);
    if (options.dryRun === true) return { kind: "planned", plan, models };
    await workspace.remember(loaded);
    const bundle = await openEvidence(workspace, loaded, plan, models, resumed, clock);
    return await carryOut(
      options,
      workspace,
      connections,
      { plan, audits: resumed?.audits ?? plans.map((one) => new AuditFold(one)), data },
      resumed,
      baseline,
      bundle,
      clock,
    );
  } finally {
    await connections.dispose();
  }
}

/** Checks on models are whole assessments: a run of regression cases has none. */
async function auditsOf(
  options: AssessOptions,
  loaded: LoadedSystem,
  connections: Connections,
  resumed: ReadRun | undefined,
  run: string,
  seed: string,
): Promise<ChosenAudits> {
  if (resumed !== undefined) {
    const plans = resumed.audits.map(({ plan }) => plan);
    return { plans, passedOver: resumed.passedOver, data: await dataOf(plans, { loaded, connections }) };
  }
  if (options.regressions === true) return { plans: [], passedOver: [], data: new Map() };
  return chooseAudits({
    run,
    seed,
    loaded,
    connections,
    ...(options.only === undefined ? {} : { only: options.only }),
    ...(options.maxQueries === undefined ? {} : { maxQueries: options.maxQueries }),
  });
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
  besides: NonNullable<PlanRequest["besides"]>,
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
    besides,
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
  models: ModelsPlan,
  resumed: ReadRun | undefined,
  clock: Clock,
): Promise<BundleWriter> {
  const key = await workspace.key();
  if (resumed !== undefined) {
    const { bundle } = await openBundle({ dir: resumed.dir, clock, key });
    await bundle.append(entryType.resumed, { done: doneOf(resumed) });
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
  const audits: BlobRef[] = [];
  for (const audit of models.plans)
    audits.push(
      // Safe: a plan is plain JSON data.
      await bundle.putBlob(audit as unknown as JsonValue, "application/vnd.bartizan.audit-plan+json"),
    );
  await bundle.append(entryType.planned, {
    plan: blob,
    // In the entry that makes the run: no kill can leave it without them.
    audits,
    passedOver: models.passedOver.map((one) => ({ ...one })),
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
  planned: {
    readonly plan: AssessmentPlan;
    readonly audits: readonly AuditFold[];
    readonly data: ReadonlyMap<string, ModelData>;
  },
  resumed: ReadRun | undefined,
  baseline: ReadRun | undefined,
  bundle: BundleWriter,
  clock: Clock,
): Promise<AssessOutcome> {
  const { plan, audits, data } = planned;
  const fold = resumed?.fold ?? new RunFold(plan);
  const folds = { fold, audits };
  const doneBefore = doneOf(folds);
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
    const log: RunLog = {
      append: (type, body) => bundle.append(type, body),
      putBlob: async (value, type): Promise<JsonObject> => bundle.putBlob(value, type),
    };
    const progress = (): void => options.onProgress?.(progressOf(folds, clock.now() - began, doneBefore));
    const examined = await runAudits({ audits, connections, data, log, clock, signal, onUnit: progress });
    if (examined.end !== "finished") {
      end = examined.end === "budget-exhausted" ? examined.end : "stopped";
      await log.append(entryType.stopped, { end, done: doneOf(folds) });
      await bundle.release();
      return { kind: "ran", end, plan, report: await workspace.report(plan.run) };
    }
    const result = await runAssessment({
      fold,
      log,
      also: examined.results.map((one) => ({ label: one.fold.plan.check, verdict: one.result.verdict })),
      alsoFound: examined.results.flatMap((one) =>
        findingsOfAudit(plan.system.id, { fold: one.fold, ...one.result }),
      ),
      checks: new Map(checks.map((check) => [check.id, check])),
      targets: connections.targets,
      parallel: connections.parallel,
      principal: { id: "bartizan-tester", verified: false },
      clock,
      signal,
      onTrial: progress,
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
  return { kind: "ran", end, plan, report, progress: progressOf(folds, 0, doneBefore) };
}

const ignore = (): void => undefined;

/** Sorts by time and is unique: `20261123-134501-4f9c2a`. */
function runId(now: number): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]/g, "").slice(0, 15).replace("T", "-");
  return `${time}-${randomUUID().slice(0, 6)}`;
}
