import { z } from "zod";
import type { GuardBudgetLine, GuardDecisionLine, GuardKeys, GuardUse } from "../../../contracts/index.ts";
import type { Policy } from "../../../guard/index.ts";

const window = z.object({ limit: z.number(), windowSeconds: z.number() });
const own = z.object({
  id: z.string().optional(),
  requests: window.optional(),
  tokens: window.optional(),
  cost: window.optional(),
  concurrent: z.number().optional(),
});
type OwnBudget = z.output<typeof own>;
const budgets = z.array(own).catch([]);
/** What of `gateway:` is shown here; the gateway itself reads it strictly. */
const gatewayShape = z.object({
  keys: z
    .array(
      z.object({
        id: z.string(),
        hash: z.string(),
        team: z.string().optional(),
        principal: z.string().optional(),
        models: z.array(z.string()).default([]),
        routes: z.array(z.string()).default([]),
        expires: z.string().optional(),
        disabled: z.boolean().default(false),
        budgets,
      }),
    )
    .catch([]),
  teams: z.array(z.object({ id: z.string(), budgets })).catch([]),
});

const mostKeys = 500;
const mostOwners = 20;

/** The virtual keys and budgets of policies, with what was used of them as the records tell it. */
export function keysAndBudgets(
  policies: readonly { readonly file: string; readonly policy: Policy }[],
  lines: readonly GuardDecisionLine[],
  now: number,
): Omit<GuardKeys, "reach"> {
  const keys: GuardKeys["keys"][number][] = [];
  const shared: GuardKeys["budgets"][number][] = [];
  for (const { file, policy } of policies) {
    const gateway = gatewayShape.parse(policy.gateway ?? {});
    for (const key of gateway.keys.slice(0, mostKeys - keys.length)) {
      const used = lines.filter((line) => line.key !== undefined && isKey(key.hash, line.key));
      const { id, team, principal, models, routes, expires, disabled } = key;
      const lastUsed = used[0]?.at;
      keys.push({
        file,
        id,
        ...(team === undefined ? {} : { team }),
        ...(principal === undefined ? {} : { principal }),
        models,
        routes,
        ...(expires === undefined ? {} : { expires }),
        state: disabled
          ? "disabled"
          : expires !== undefined && Date.parse(expires) <= now
            ? "expired"
            : "valid",
        ...(lastUsed === undefined ? {} : { lastUsed }),
        requests: used.length,
        tokens: used.reduce((sum, { tokens }) => sum + tokens, 0),
        budgets: key.budgets.map((budget, index) => ({
          id: budget.id ?? `budget ${index + 1}`,
          per: "virtual-key",
          of: id,
          uses: usesOf(budget, used, now),
        })),
      });
    }
    for (const { id, budgets: list } of gateway.teams)
      for (const [index, budget] of list.entries())
        shared.push({
          file,
          id: budget.id ?? `budget ${index + 1}`,
          per: "team",
          of: id,
          uses: usesOf(
            budget,
            lines.filter(({ team }) => team === id),
            now,
          ),
        });
    const names = new Map(gateway.keys.map(({ id, hash }) => [hash, id]));
    for (const budget of policy.budgets)
      shared.push(...ofPolicy(budget, lines, now, names).map((line) => ({ file, ...line })));
  }
  return { keys, budgets: shared };
}

/** Records name a key by a part of its hash. */
const isKey = (hash: string, digest: string): boolean =>
  digest.length >= 8 && (hash.startsWith(digest) || hash.slice(hash.indexOf(":") + 1).startsWith(digest));

/** A policy's budget counts for each key, team, principal or route by itself: the heaviest of them are told. */
function ofPolicy(
  budget: Policy["budgets"][number],
  lines: readonly GuardDecisionLine[],
  now: number,
  names: ReadonlyMap<string, string>,
): GuardBudgetLine[] {
  const { id, per } = budget;
  const owned = Map.groupBy(lines, (line) => ownerOf(line, per));
  owned.delete(undefined);
  const told = [...owned]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, mostOwners)
    .map(([owner = "", list]) => ({
      id,
      per,
      of: [...names].find(([hash]) => isKey(hash, owner))?.[1] ?? owner,
      uses: usesOf(budget, list, now),
    }));
  return told.length > 0 ? told : [{ id, per, of: "nobody yet", uses: usesOf(budget, [], now) }];
}

function ownerOf(line: GuardDecisionLine, per: Policy["budgets"][number]["per"]): string | undefined {
  switch (per) {
    case "all":
      return "all";
    case "virtual-key":
      return line.key;
    case "team":
      return line.team;
    case "route":
      return line.route;
    case "principal":
      return line.principal.id;
    default:
      return per satisfies never;
  }
}

/** Requests and tokens of the newest window. What was spent, and what runs now, stands in no record. */
function usesOf(
  budget: Pick<
    { [K in keyof OwnBudget]: OwnBudget[K] | undefined },
    "requests" | "tokens" | "cost" | "concurrent"
  >,
  lines: readonly GuardDecisionLine[],
  now: number,
): GuardUse[] {
  const within = (seconds: number): readonly GuardDecisionLine[] =>
    lines.filter(({ at }) => Date.parse(at) > now - seconds * 1000);
  const { requests, tokens, cost, concurrent } = budget;
  return [
    ...(requests === undefined
      ? []
      : [{ what: "requests" as const, ...requests, used: within(requests.windowSeconds).length }]),
    ...(tokens === undefined
      ? []
      : [
          {
            what: "tokens" as const,
            ...tokens,
            used: within(tokens.windowSeconds).reduce((sum, line) => sum + line.tokens, 0),
          },
        ]),
    ...(cost === undefined ? [] : [{ what: "cost" as const, ...cost }]),
    ...(concurrent === undefined ? [] : [{ what: "concurrent" as const, limit: concurrent }]),
  ];
}
