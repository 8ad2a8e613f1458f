import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { RunFold } from "../../assess/index.ts";
import type { Clock, ConversationTarget, PredictTarget } from "../../contracts/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { assertMayTest, secretReader, type LoadedSystem } from "../../system/index.ts";
import {
  connectModel,
  connectTarget,
  createBudget,
  createPacer,
  isPredictConfig,
  targetErrors,
  type Budget,
  type BudgetLimits,
  type Spending,
  type TargetDeps,
} from "../../targets/index.ts";
import { appErrors } from "../errors.ts";

export type TargetConfigOf = NonNullable<LoadedSystem["manifest"]["targets"]>[number];

export interface Connections {
  readonly targets: ReadonlyMap<string, ConversationTarget>;
  /** Those that predict. */
  readonly models: ReadonlyMap<string, PredictTarget>;
  readonly configs: ReadonlyMap<string, TargetConfigOf>;
  readonly budget: Budget;
  /** What the targets were connected with: for another connection under the same rules. */
  readonly deps: TargetDeps;
  /** The most trials worth having under way at once. */
  readonly parallel: number;
  /** Requests under way at once that the rules of engagement allow. */
  readonly mostAtOnce?: number;
  dispose(): Promise<void>;
}

export interface ConnectOptions {
  readonly loaded: LoadedSystem;
  /** Only these; all by default. */
  readonly only?: readonly string[];
  readonly budget: BudgetLimits;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly seed: string;
  /** The run that goes on: what it has spent counts against the budget. */
  readonly resumed?: RunFold;
  /** Requests that its checks on models had sent. */
  readonly requestsOfModels?: number;
  /** Targets in this very process; they need no adapter, and the manifest need not name them. */
  readonly inProcess?: readonly ConversationTarget[];
}

/** Functions in our own process gain little from more. */
const inProcessParallel = 4;

/**
 * Connects the targets of a manifest, after asking whether they may be tested at all.
 *
 * @throws APP_NO_TARGETS, APP_UNKNOWN_TARGET, and what `assertMayTest` and the adapters throw
 */
export async function connectTargets(options: ConnectOptions): Promise<Connections> {
  const { loaded, clock, env } = options;
  const inProcess = options.inProcess ?? [];
  const configs = inProcess.length > 0 && options.only === undefined ? [] : chosen(loaded, options.only);
  for (const config of configs) assertMayTest(loaded, config.id, clock.now());
  const rules = loaded.manifest.rules_of_engagement;
  // Paths in a manifest are relative to the manifest.
  const beside = dirname(loaded.file);
  const readBeside = (path: string): Promise<Uint8Array> => readFile(resolve(beside, path));
  const budget = createBudget(
    options.budget,
    options.resumed === undefined
      ? undefined
      : spentBy(options.resumed, configs, options.requestsOfModels ?? 0),
  );
  const pacer = createPacer({
    clock,
    random: seededRandom(`pace ${options.seed}`),
    limits: {
      ...(rules?.rate?.per_minute === undefined ? {} : { requestsPerMinute: rules.rate.per_minute }),
      // Asked before every request: the window may end and the kill switch may appear while a run goes on.
      killed: async () => notAllowed(loaded, configs, clock.now()),
    },
  });
  const secrets = secretReader({ env, directory: beside });
  const deps: TargetDeps = { secrets, clock, pacer, budget, env, readFile: readBeside };
  const targets = new Map(inProcess.map((target) => [target.id, target]));
  const models = new Map<string, PredictTarget>();
  const dispose = async (): Promise<void> => {
    await Promise.all([...targets.values(), ...models.values()].map((target) => target.dispose()));
  };
  try {
    for (const config of configs) {
      if (isPredictConfig(config))
        models.set(
          config.id,
          heldByRules(await connectModel(config, deps), () => notAllowed(loaded, [config], clock.now())),
        );
      else targets.set(config.id, await connectTarget(config, deps));
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  const wanted = configs.reduce(
    (sum, config) => sum + (isPredictConfig(config) ? 0 : config.concurrency),
    inProcess.length * inProcessParallel,
  );
  return {
    targets,
    models,
    configs: new Map(configs.map((config) => [config.id, config])),
    budget,
    deps,
    parallel: Math.max(1, Math.min(wanted, rules?.rate?.concurrency ?? wanted)),
    ...(rules?.rate?.concurrency === undefined ? {} : { mostAtOnce: rules.rate.concurrency }),
    dispose,
  };
}

function spentBy(fold: RunFold, configs: readonly TargetConfigOf[], requestsOfModels: number): Spending {
  const { requests, inputTokens, outputTokens } = fold.used;
  const cost: Record<string, number> = {};
  for (const record of fold.records) {
    const target = fold.lanes.get(record.lane)?.lane.target;
    const pricing = configs.find(({ id }) => id === target)?.pricing;
    if (pricing === undefined) continue;
    const amount =
      (record.inputTokens * pricing.input_per_million + record.outputTokens * pricing.output_per_million) /
      1e6;
    cost[pricing.currency] = (cost[pricing.currency] ?? 0) + amount;
  }
  return {
    // The audits of a run come first, and their count holds whatever was sent by then.
    requests: requests + requestsOfModels,
    tokens: inputTokens + outputTokens,
    cost,
  };
}

function chosen(loaded: LoadedSystem, only: readonly string[] | undefined): readonly TargetConfigOf[] {
  const all = loaded.manifest.targets ?? [];
  if (all.length === 0)
    throw appErrors.noTargets(`${loaded.file} names no target.`, { file: loaded.file, field: "targets" });
  if (only === undefined) return all;
  return only.map((id) => {
    const found = all.find((config) => config.id === id);
    if (found === undefined) {
      throw appErrors.unknownTarget(
        `There is no target "${id}"; the manifest has ${all.map((config) => config.id).join(", ")}.`,
        { file: loaded.file, field: "targets" },
      );
    }
    return found;
  });
}

/** A local model asks nobody's server, so no pacer holds it: the window and the kill switch bind it here. */
function heldByRules(target: PredictTarget, killed: () => Promise<string | undefined>): PredictTarget {
  if (target.local === undefined) return target;
  return {
    ...target,
    predict: async (rows, context) => {
      const why = await killed();
      if (why !== undefined) throw targetErrors.killSwitch(why);
      return target.predict(rows, context);
    },
  };
}

/** Why nothing more may be sent, in a sentence; undefined while it may. */
async function notAllowed(
  loaded: LoadedSystem,
  configs: readonly TargetConfigOf[],
  now: number,
): Promise<string | undefined> {
  try {
    for (const { id } of configs) assertMayTest(loaded, id, now);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
