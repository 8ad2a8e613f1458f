import { leftOutOf, previewAudit, type AuditPlan, type AuditPreview } from "../../assess/audit/index.ts";
import type { Clock, ModelData, PredictTarget } from "../../contracts/index.ts";
import { seededRandom } from "../../stats/index.ts";
import type { Connections } from "../assessment/connect.ts";
import type { PassedOver } from "./choose-audits.ts";

/** What a check on a model may take, told before its first query. */
export interface ModelPreview extends AuditPreview {
  readonly check: string;
  readonly target: string;
  readonly atMost?: number;
  readonly confidence: number;
  readonly leftOut: number;
  /** What must be known of data and gate. */
  readonly notes: readonly string[];
  /** Of all queries, and what it is taken from: the speed of this machine, or the rate that is allowed. */
  readonly seconds?: { readonly atMost?: number; readonly atLeast?: number; readonly because: string };
}

/** The part of a plan that is about predicting models. */
export interface ModelsPlan {
  readonly checks: readonly ModelPreview[];
  readonly passedOver: readonly PassedOver[];
  readonly plans: readonly AuditPlan[];
}

const rowsTimed = 64;

/** Tells queries and time of each plan. Local models are timed on some of their rows; nothing is sent anywhere. */
export async function previewModels(
  plans: readonly AuditPlan[],
  passedOver: readonly PassedOver[],
  data: ReadonlyMap<string, ModelData>,
  connections: Connections,
  perMinute: number | undefined,
  clock: Clock,
): Promise<ModelsPlan> {
  const timed = new Map<string, number>();
  const checks: ModelPreview[] = [];
  for (const plan of plans) {
    const { target: id, confidence } = plan.facts;
    const target = connections.models.get(id);
    if (target === undefined) continue;
    const rows = data.get(id);
    if (target.local !== undefined && rows !== undefined && !timed.has(id))
      timed.set(id, await msPerRow(target, rows, clock));
    const preview = previewAudit(plan, target.maxBatch);
    const seconds = secondsOf(
      preview,
      timed.get(id),
      allowedRate(connections, id, perMinute),
      target.maxBatch,
    );
    checks.push({
      check: plan.check,
      target: id,
      ...(plan.gate === undefined ? {} : { atMost: plan.gate.atMost }),
      confidence,
      leftOut: leftOutOf(plan.plan),
      notes: plan.data.notes,
      ...preview,
      ...(seconds === undefined ? {} : { seconds }),
    });
  }
  return { checks, passedOver, plans };
}

function allowedRate(
  connections: Connections,
  id: string,
  perMinute: number | undefined,
): number | undefined {
  const own = connections.configs.get(id)?.requests_per_minute;
  return own === undefined ? perMinute : Math.min(own, perMinute ?? own);
}

function secondsOf(
  { queries, requests }: AuditPreview,
  ms: number | undefined,
  perMinute: number | undefined,
  maxBatch: number,
): ModelPreview["seconds"] {
  if (ms !== undefined)
    return {
      atMost: (queries * ms) / 1000,
      because: "in the model on this machine, with what attacks compute besides",
    };
  if (perMinute === undefined) return undefined;
  return {
    atLeast: (requests / perMinute) * 60,
    because: `at ${perMinute} requests a minute of ${maxBatch} rows each`,
  };
}

/** The second of two goes: the first warms up. */
async function msPerRow(target: PredictTarget, { test }: ModelData, clock: Clock): Promise<number> {
  const count = Math.min(rowsTimed, test.rows.count);
  const { width } = test.rows;
  const rows = { count, width, data: test.rows.data.subarray(0, count * width) };
  const context = {
    signal: new AbortController().signal,
    clock,
    random: seededRandom("timing"),
  };
  await target.predict(rows, context);
  const began = clock.now();
  let done = 0;
  while (done === 0 || (clock.now() - began < 50 && done < 100 * count)) {
    await target.predict(rows, context);
    done += count;
  }
  return (clock.now() - began) / done;
}
