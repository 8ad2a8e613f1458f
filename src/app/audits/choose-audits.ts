import { dirname } from "node:path";
import {
  lackOf,
  modelChecks,
  planAudit,
  tryToPlan,
  type AuditGate,
  type AuditPlan,
  type AuditRequest,
} from "../../assess/audit/index.ts";
import { assessErrors } from "../../assess/index.ts";
import type { ModelCheck, ModelData, PredictTarget, QueryPrice } from "../../contracts/index.ts";
import { targetDigest, type LoadedSystem } from "../../system/index.ts";
import { isPredictConfig, type PredictConfig } from "../../targets/index.ts";
import type { Connections } from "../assessment/connect.ts";
import { isNamed, isSelected } from "../assessment/selection.ts";
import { readModelData, type GivenData } from "./data/read-model-data.ts";

export interface AuditChoice {
  readonly run: string;
  readonly seed: string;
  readonly loaded: LoadedSystem;
  readonly connections: Connections;
  readonly only?: readonly string[];
  /** Rows that all checks together may ask for; each gets an even share. */
  readonly maxQueries?: number;
}

/** A check that would be run on a target and cannot be, with the reason. */
export interface PassedOver {
  readonly check: string;
  readonly target: string;
  readonly why: string;
}

export interface ChosenAudits {
  readonly plans: readonly AuditPlan[];
  readonly passedOver: readonly PassedOver[];
  /** Rows by target, read once. */
  readonly data: ReadonlyMap<string, ModelData>;
}

interface Wanted {
  readonly check: ModelCheck;
  readonly target: PredictTarget;
  readonly config: PredictConfig;
  readonly given: GivenData;
}

/**
 * Plans the checks on predicting models. A check that was asked for by name and that a target cannot carry is refused;
 * one that came with its family is passed over, and the report says so.
 *
 * @throws ASSESS_CAPABILITY_MISSING, APP_NO_MODEL_DATA, APP_MODEL_DATA, FORMATS_*
 */
export async function chooseAudits(choice: AuditChoice): Promise<ChosenAudits> {
  const { loaded, connections, only } = choice;
  const selected = modelChecks.filter(isSelected(only, loaded));
  const data = new Map<string, ModelData>();
  const passedOver: PassedOver[] = [];
  const wanted: Wanted[] = [];
  for (const target of connections.models.values()) {
    const config = connections.configs.get(target.id);
    if (config === undefined || !isPredictConfig(config)) continue;
    const checks = selected.filter((check) => isFor(check, target.id, choice));
    if (checks.length === 0) continue;
    const given = await readModelData(config, dirname(loaded.file), target.input, target.output);
    data.set(target.id, given.data);
    for (const check of checks) {
      const why = lackOf({ check, target, data: given.data });
      if (why === undefined) wanted.push({ check, target, config, given });
      else if (isNamed(only, loaded, check.id))
        throw assessErrors.capabilityMissing(`${check.id} on \`${target.id}\`: ${why}.`, { at: target.id });
      else passedOver.push({ check: check.id, target: target.id, why });
    }
  }
  const share =
    choice.maxQueries === undefined ? undefined : Math.floor(choice.maxQueries / Math.max(1, wanted.length));
  const plans: AuditPlan[] = [];
  for (const one of wanted) {
    const request = requestOf(one, choice, share);
    const plan = isNamed(only, loaded, one.check.id) ? planAudit(request) : tryToPlan(request);
    if (typeof plan === "string") passedOver.push({ check: one.check.id, target: one.target.id, why: plan });
    else plans.push(plan);
  }
  return { plans, passedOver, data };
}

/** The rows of the targets that a run goes on with. */
export async function dataOf(
  plans: readonly AuditPlan[],
  { loaded, connections }: Pick<AuditChoice, "loaded" | "connections">,
): Promise<ReadonlyMap<string, ModelData>> {
  const data = new Map<string, ModelData>();
  for (const { id, input, output } of connections.models.values()) {
    const config = connections.configs.get(id);
    if (config === undefined || !isPredictConfig(config)) continue;
    if (!plans.some(({ facts }) => facts.target === id)) continue;
    data.set(id, (await readModelData(config, dirname(loaded.file), input, output)).data);
  }
  return data;
}

function requestOf(
  { check, target, config, given }: Wanted,
  choice: AuditChoice,
  share: number | undefined,
): AuditRequest {
  const gate = gateOf(check.id, target.id, choice.loaded);
  const identity = targetDigest(choice.loaded, target.id);
  return {
    run: choice.run,
    seed: choice.seed,
    check,
    target,
    data: given.data,
    dataNotes: given.notes,
    rules: config.rules ?? [],
    ...(config.cost_limit === undefined ? {} : { costLimit: config.cost_limit }),
    ...(config.price === undefined ? {} : { price: priceOf(config.price, target.maxBatch) }),
    ...(config.sensitive === undefined ? {} : { sensitive: config.sensitive }),
    ...(config.radius === undefined ? {} : { radius: config.radius }),
    ...(share === undefined ? {} : { maxQueries: share }),
    ...(gate === undefined ? {} : { gate }),
    ...(config.component === undefined ? {} : { component: config.component }),
    ...(identity === undefined ? {} : { targetDigest: identity }),
  };
}

/** A gate that names another target says that this one is not meant. */
function isFor(check: ModelCheck, target: string, { loaded, only }: AuditChoice): boolean {
  const own = loaded.manifest.gates.filter((gate) => gate.check === check.id);
  return (
    only !== undefined ||
    own.length === 0 ||
    own.some((gate) => gate.target === undefined || gate.target === target)
  );
}

function gateOf(check: string, target: string, loaded: LoadedSystem): AuditGate | undefined {
  const own = loaded.manifest.gates.filter((gate) => gate.check === check);
  const gate = own.find((item) => item.target === target) ?? own.find((item) => item.target === undefined);
  return gate === undefined
    ? undefined
    : { atMost: gate.at_most, confidence: gate.confidence, unscoredAtMost: gate.unscored_at_most };
}

/** The manifest's price for one row and one request, as full as it may be. */
function priceOf(
  { currency, per_thousand_rows: rows, per_thousand_requests: requests }: NonNullable<PredictConfig["price"]>,
  rowsPerRequest: number,
): QueryPrice {
  return {
    currency,
    ...(rows === undefined ? {} : { perRow: rows / 1000 }),
    ...(requests === undefined ? {} : { perRequest: requests / 1000 }),
    rowsPerRequest,
  };
}
