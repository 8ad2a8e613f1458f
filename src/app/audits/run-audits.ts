import {
  isFinal,
  modelChecks,
  runAudit,
  type AuditContext,
  type AuditEnd,
  type AuditFold,
  type AuditResult,
} from "../../assess/audit/index.ts";
import { assessErrors } from "../../assess/index.ts";
import type { Clock, ModelCheck, ModelData } from "../../contracts/index.ts";
import type { Connections } from "../assessment/connect.ts";

export interface AuditsContext {
  readonly audits: readonly AuditFold[];
  readonly connections: Connections;
  readonly data: ReadonlyMap<string, ModelData>;
  readonly log: AuditContext["log"];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onUnit: () => void;
}

export interface AuditsResult {
  /** `finished` also where a model changed: nothing is left to do then. Any other end can be resumed. */
  readonly end: AuditEnd;
  readonly results: readonly { readonly fold: AuditFold; readonly result: AuditResult }[];
}

/** Local files are computed here: more at once makes requests fuller and nothing faster. */
const localParallel = 64;
/** Side by side each asks a row or two at a time: the more there are, the fuller is a request. */
const mostParallel = 1024;

/** Examines, one check after the other, what earlier sittings left. */
export async function runAudits(context: AuditsContext): Promise<AuditsResult> {
  const { connections, data } = context;
  const results: { fold: AuditFold; result: AuditResult }[] = [];
  for (const fold of context.audits) {
    const { plan } = fold;
    const target = connections.models.get(plan.facts.target);
    const rows = data.get(plan.facts.target);
    if (target === undefined || rows === undefined)
      throw assessErrors.systemChanged(
        `${plan.check} was planned on \`${plan.facts.target}\`, which the manifest has no more.`,
      );
    const lanes = connections.configs.get(target.id)?.concurrency ?? 1;
    const inFlight = target.local === undefined ? Math.min(lanes, connections.mostAtOnce ?? lanes) : 1;
    const result = await runAudit({
      fold,
      log: context.log,
      check: checkOf(plan.check),
      target,
      data: rows,
      inFlight,
      parallel:
        target.local === undefined ? Math.min(mostParallel, inFlight * target.maxBatch) : localParallel,
      clock: context.clock,
      signal: context.signal,
      requests: () => connections.budget.spent().requests,
      onUnit: context.onUnit,
    });
    results.push({ fold, result });
    if (!isFinal(result.end)) return { end: result.end, results };
  }
  return { end: "finished", results };
}

function checkOf(id: string): ModelCheck {
  const check = modelChecks.find((one) => one.id === id);
  if (check === undefined) throw assessErrors.unknownCheck(`There is no check "${id}".`, { at: id });
  return check;
}
