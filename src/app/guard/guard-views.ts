import { relative, resolve } from "node:path";
import type {
  Clock,
  DecisionRecord,
  GuardDecisionDetail,
  GuardDecisionPage,
  GuardDecisionQuery,
  GuardKeys,
  GuardOverview,
  GuardPolicyDraft,
  GuardPolicyReport,
  GuardPolicySummary,
  GuardPolicyText,
  GuardReplay,
} from "../../contracts/index.ts";
import { DecisionLog, type DecisionWatch } from "./decisions/decision-log.ts";
import { decisionOverview } from "./decisions/decision-overview.ts";
import { narrowDecisions } from "./decisions/narrow-decisions.ts";
import { findPolicies, type PolicyFile } from "./policies/find-policies.ts";
import { keysAndBudgets } from "./policies/keys-and-budgets.ts";
import { judgePolicy, type Judged } from "./policies/policy-report.ts";
import { replayDraft } from "./policies/replay-draft.ts";

/** Records one replay takes at most. */
const mostReplayed = 5_000;
/** Read policies kept, so that lists do not run their tests again. */
const mostJudged = 64;

/** What people see of the guard of a workspace. Reads ledgers and policy files; changes nothing. */
export interface GuardViews {
  overview(hours: number): Promise<GuardOverview>;
  decisions(query: GuardDecisionQuery): Promise<GuardDecisionPage>;
  decision(id: string): Promise<GuardDecisionDetail | undefined>;
  policies(): Promise<readonly GuardPolicySummary[]>;
  policy(file: string): Promise<GuardPolicyText | undefined>;
  checkPolicy(draft: GuardPolicyDraft): Promise<GuardPolicyReport>;
  replay(draft: GuardPolicyDraft, records: number): Promise<GuardReplay>;
  keys(): Promise<GuardKeys>;
  /** Decisions from now on. */
  watch(): Promise<DecisionWatch>;
}

/** @param folder the workspace: policies lie in it, records under `.bartizan/records` unless a policy says otherwise */
export function guardViews(folder: string, clock: Clock): GuardViews {
  const judged = new Map<string, Judged>();
  const judge = async ({ path, text }: Pick<PolicyFile, "path" | "text">): Promise<Judged> => {
    // Exceptions end: what is remembered is remembered for the day.
    const key = JSON.stringify([path, text, Math.floor(clock.now() / 86_400_000)]);
    const known = judged.get(key);
    if (known !== undefined) return known;
    const fresh = await judgePolicy(text, { path, folder, clock });
    judged.set(key, fresh);
    for (const oldest of judged.keys()) {
      if (judged.size <= mostJudged) break;
      judged.delete(oldest);
    }
    return fresh;
  };
  const own = async (): Promise<readonly { file: PolicyFile; judged: Judged }[]> =>
    Promise.all(
      (await findPolicies(folder))
        .filter(({ shipped }) => !shipped)
        .map(async (file) => ({ file, judged: await judge(file) })),
    );
  const recordDirs = async (): Promise<readonly string[]> => {
    const dirs = new Set([resolve(folder, ".bartizan/records")]);
    for (const one of await own()) {
      const dir = one.judged.ok ? settingOf(one.judged, "records", "dir") : undefined;
      if (typeof dir === "string") dirs.add(resolve(folder, dir));
    }
    return [...dirs];
  };
  const log = new DecisionLog(recordDirs);
  const summary = async (file: PolicyFile): Promise<GuardPolicySummary> => {
    const result = await judge(file);
    return {
      file: file.name,
      shipped: file.shipped,
      gateway: result.ok && result.prepared.policy.gateway !== undefined,
      report: result.report,
    };
  };
  /** Where a draft would lie. Only known policies and new names right in the workspace: no path leads elsewhere. */
  const placeOf = async (name: string): Promise<{ path: string; saved?: PolicyFile }> => {
    const saved = (await findPolicies(folder)).find((file) => file.name === name);
    return saved === undefined ? { path: resolve(folder, "draft.policy.yaml") } : { path: saved.path, saved };
  };
  let turn: Promise<unknown> = Promise.resolve();
  /** One after the other: each costs processor time. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work, work);
    turn = done.catch(() => undefined);
    return done;
  };

  return {
    overview: async (hours) => {
      await log.refresh();
      const gateways = (await own()).flatMap((one) => {
        if (!one.judged.ok || one.judged.prepared.policy.gateway === undefined) return [];
        const mode: "inline" | "mirror" = settingOf(one.judged, "mode") === "mirror" ? "mirror" : "inline";
        const watching = one.judged.prepared.policy.rules
          .filter((rule) => rule.mode !== "enforce")
          .map(({ id }) => id);
        return [{ file: one.file.name, mode, watching }];
      });
      return { ...decisionOverview(log.lines(), hours, clock.now()), gateways, reach: log.reach() };
    },
    decisions: async ({ offset, limit, ...narrowing }) => {
      await log.refresh();
      const fitting = narrowDecisions(log.lines(), narrowing);
      return {
        total: fitting.length,
        offset,
        items: fitting.slice(offset, offset + limit),
        reach: log.reach(),
      };
    },
    decision: async (id) => {
      await log.refresh();
      const found = await log.find(id);
      if (found === undefined) return undefined;
      return {
        line: found.line,
        // Safe: the line was made from it, by its schema; the rest is our own writing, chained in the ledger.
        record: found.record as unknown as DecisionRecord,
        bundle: relative(folder, found.folder),
      };
    },
    policies: async () => Promise.all((await findPolicies(folder)).map(summary)),
    policy: async (name) => {
      const file = (await findPolicies(folder)).find((one) => one.name === name);
      return file === undefined ? undefined : { ...(await summary(file)), text: file.text };
    },
    checkPolicy: ({ file, text }) =>
      inTurn(
        async () => (await judgePolicy(text, { path: (await placeOf(file)).path, folder, clock })).report,
      ),
    replay: ({ file, text }, records) =>
      inTurn(async () => {
        await log.refresh();
        const { path, saved } = await placeOf(file);
        const after = await judgePolicy(text, { path, folder, clock });
        if (!after.ok) return { problems: after.report.problems, caveats: [] };
        const before = saved === undefined ? undefined : await judge(saved);
        return replayDraft({
          records: log.newest(Math.min(records, mostReplayed)),
          ...(before?.ok === true ? { before: before.prepared } : {}),
          after: after.prepared,
          clock,
        });
      }),
    keys: async () => {
      await log.refresh();
      const policies = (await own()).flatMap((one) =>
        one.judged.ok ? [{ file: one.file.name, policy: one.judged.prepared.policy }] : [],
      );
      return { ...keysAndBudgets(policies, log.lines(), clock.now()), reach: log.reach() };
    },
    watch: () => log.watch(),
  };
}

/** A setting under `gateway:`, as written. */
function settingOf({ prepared }: Extract<Judged, { ok: true }>, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined,
    prepared.policy.gateway,
  );
}
