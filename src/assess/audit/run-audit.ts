import type {
  Clock,
  JsonObject,
  ModelCheck,
  ModelData,
  PredictProbe,
  PredictTarget,
  UnitRecord,
} from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { runEndingOf, unscoredReasonOf } from "../../targets/index.ts";
import { assessErrors, type RunLog } from "../engine/index.ts";
import { batchedTarget } from "./batched-target.ts";
import type { AuditFold } from "./audit-fold.ts";
import { concludeAudit, type AuditResult } from "./conclude.ts";
import { meteredTarget } from "./metered-target.ts";
import { auditEntry, exampleMediaType, readAuditFact, type AuditEnd } from "./records.ts";

export interface AuditContext {
  /** The plan with what earlier sittings recorded. The plan itself must already be in the log. */
  readonly fold: AuditFold;
  readonly log: RunLog;
  readonly check: ModelCheck;
  readonly target: PredictTarget;
  readonly data: ModelData;
  /** Units under way at once; changes speed, never results. */
  readonly parallel: number;
  /** Requests under way at once (default 1). */
  readonly inFlight?: number;
  /** Units between two looks at the model's version (default 50). */
  readonly lookEvery?: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Requests the run has sent so far, earlier sittings included. */
  readonly requests?: () => number;
  readonly onUnit?: () => void;
}

/**
 * Examines the units that have no record yet, and writes the decision. A unit is announced before its first query
 * and recorded after its last; its randomness comes from the run's seed, the check and the unit alone, so a killed
 * run goes on to the result it would have had.
 *
 * @throws ASSESS_SYSTEM_CHANGED when the data or the check are not those of the plan; whatever the log throws.
 */
export async function runAudit(context: AuditContext): Promise<AuditResult> {
  checkSame(context);
  const { fold, log, check } = context;
  // Decided in an earlier sitting, which was cut short by something else.
  if (fold.end === "finished")
    return concludeAudit(fold, check, fold.changed === undefined ? "finished" : "target-changed");
  const key = { check: check.id, target: context.target.id };
  const target = batchedTarget(context.target, context.inFlight ?? 1);
  const end = await examineAll({ ...context, target }, key);
  const result = concludeAudit(fold, check, end);
  if (isFinal(end))
    await log.append(auditEntry.decided, {
      ...key,
      verdict: { ...result.verdict },
      queries: result.queries,
      // Safe: a conclusion is plain JSON data.
      conclusion: result.conclusion as unknown as JsonObject,
    });
  else await log.append(auditEntry.stopped, { ...key, end, done: fold.records.length });
  return result;
}

/** Whether nothing is left to do. A model that changed gives no verdict however often it is asked. */
export const isFinal = (end: AuditEnd): boolean => end === "finished" || end === "target-changed";

function checkSame({ fold: { plan }, check, data, target }: AuditContext): void {
  const differ = (what: string): never => {
    throw assessErrors.systemChanged(`${what} differs from what run ${plan.run} was planned with.`);
  };
  if (plan.check !== check.id || plan.checkVersion !== check.version) differ("The check");
  if (plan.facts.target !== target.id) differ("The target");
  if (plan.data.test !== data.test.digest) differ("The file of test rows");
  if (plan.data.train !== data.train?.digest) differ("The file of training rows");
}

async function examineAll(context: AuditContext, key: JsonObject): Promise<AuditEnd> {
  const { fold, signal } = context;
  const waiting = [...fold.left];
  const stop = new AbortController();
  const inner = AbortSignal.any([signal, stop.signal]);
  let end: AuditEnd = "finished";
  let sinceLook = 0;
  const finish = (how: AuditEnd): void => {
    if (end === "finished") end = how;
    stop.abort();
  };
  const look = async (): Promise<void> => {
    const found = await lookAtModel(context, inner, key);
    if (found !== undefined) finish(found);
  };
  const worker = async (): Promise<void> => {
    while (!inner.aborted) {
      const unit = waiting.shift();
      if (unit === undefined) return;
      try {
        await examineOne(unit, context, inner, key);
        sinceLook += 1;
        if (sinceLook >= (context.lookEvery ?? 50)) {
          sinceLook = 0;
          await look();
        }
      } catch (error) {
        if (inner.aborted) return;
        const ending = endOf(error);
        finish(ending ?? "stopped");
        if (ending === undefined) throw error;
      }
    }
  };
  if (fold.changed !== undefined) return "target-changed";
  if (!inner.aborted) await look();
  const ended = await Promise.allSettled(Array.from({ length: Math.max(1, context.parallel) }, worker));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  if (signal.aborted) return "stopped";
  if (!inner.aborted) await look();
  return end;
}

async function examineOne(
  unit: string,
  context: AuditContext,
  signal: AbortSignal,
  key: JsonObject,
): Promise<void> {
  const { fold, log, check, clock, data } = context;
  const { plan } = fold;
  // Counted before anything is awaited, so that two workers cannot both take the last of the budget.
  fold.add({ kind: "started", unit });
  await log.append(auditEntry.started, { ...key, unit });
  const metered = meteredTarget(context.target, plan.plan.queriesPerUnit);
  let record: UnitRecord;
  try {
    const examined = await check.examine(unit, {
      signal,
      clock,
      random: seededRandom(plan.seed).derive(check.id).derive(unit),
      data,
      facts: plan.facts,
      settings: plan.plan.settings,
      model: metered.target,
      ...(context.target.local === undefined ? {} : { local: context.target.local }),
    });
    const { outcome, detail, example } = examined;
    record = {
      unit,
      outcome,
      queries: metered.queries(),
      detail,
      ...(example === undefined ? {} : { example }),
    };
  } catch (error) {
    if (signal.aborted || endOf(error) !== undefined) throw error;
    // No result is no robustness: refused, with the reason.
    const { detail } = unscoredReasonOf(error);
    record = {
      unit,
      outcome: "refused",
      queries: metered.queries(),
      detail: { why: detail.toWellFormed().slice(0, 1000).toWellFormed() },
    };
  }
  const { example, ...shown } = record;
  // Rows may be data of persons: encrypted beside the ledger, where their key can be destroyed.
  const blob =
    example === undefined
      ? {}
      : {
          example: await log.putBlob(
            {
              row: [...example.row],
              ...(example.adversarial === undefined ? {} : { adversarial: [...example.adversarial] }),
            },
            exampleMediaType,
          ),
        };
  const body = { ...key, ...shown, ...blob, requests: context.requests?.() ?? 0 };
  const { seq } = await log.append(auditEntry.examined, body);
  const fact = readAuditFact({ type: auditEntry.examined, body, seq }, check.id, context.target.id);
  if (fact === undefined) throw new TypeError(`the record of ${unit} cannot be read back`);
  fold.add(fact);
  context.onUnit?.();
}

/** How a failure ends the audit; nothing for one that only ends its unit. The transport has tried several times already. */
function endOf(error: unknown): AuditEnd | undefined {
  const ending = runEndingOf(error);
  if (ending !== undefined) return ending;
  const { reason } = unscoredReasonOf(error);
  return reason === "target-refused-transport" ? "target-unreachable" : undefined;
}

/** Asks what model answers now; notes a change, and says how that ends the audit. */
async function lookAtModel(
  { target, clock, fold, log }: AuditContext,
  signal: AbortSignal,
  key: JsonObject,
): Promise<AuditEnd | undefined> {
  let probe: PredictProbe;
  try {
    probe = await target.probe({ signal, clock, random: seededRandom(fold.plan.seed).derive("probe") });
  } catch (error) {
    if (signal.aborted || !(error instanceof BartizanError)) throw error;
    // A model that does not answer the smallest question cannot be told from another one.
    return endOf(error) ?? "target-unreachable";
  }
  if (!probe.reachable) return "target-unreachable";
  if (probe.model === undefined || probe.model === fold.model) return undefined;
  if (fold.model === undefined) {
    await log.append(auditEntry.identified, { ...key, model: probe.model });
    fold.add({ kind: "identified", model: probe.model });
    return undefined;
  }
  const change = { was: fold.model, is: probe.model };
  await log.append(auditEntry.changed, { ...key, ...change });
  fold.add({ kind: "changed", ...change });
  return "target-changed";
}
