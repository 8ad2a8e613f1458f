import { createHash, timingSafeEqual } from "node:crypto";
import type { Clock, UsageBudget } from "../../../contracts/index.ts";
import { limitsErrors } from "../errors.ts";
import type { OwnBudgetConfig, TeamConfig, VirtualKeyConfig } from "./schema.ts";

/** A virtual key as the gateway knows it. */
export interface VirtualKey {
  readonly id: string;
  /** The first 16 hexadecimal digits of its SHA-256: names it in records and state. */
  readonly digest: string;
  readonly team?: string;
  readonly tags: readonly string[];
  readonly principal: string;
  readonly role?: string;
  readonly vouchesForUsers: boolean;
  readonly models?: readonly string[];
  readonly routes?: readonly string[];
}

export type FoundKey =
  | { readonly ok: true; readonly key: VirtualKey }
  /** `key` is there when the key is known but not valid: for the record, not for the client. */
  | { readonly ok: false; readonly why: "unknown" | "expired" | "disabled"; readonly key?: VirtualKey };

export interface KeyRing {
  /** Finds a key by what a client sent. The same work whether it is known or not. */
  find(text: string): FoundKey;
  /** Budgets of a key, by its digest. */
  budgetsOfKey(digest: string): readonly UsageBudget[];
  budgetsOfTeam(team: string): readonly UsageBudget[];
}

interface Held {
  readonly key: VirtualKey;
  readonly hash: Buffer;
  readonly expiresAt: number;
  readonly disabled: boolean;
}

const noKey = Buffer.alloc(32);

/**
 * All virtual keys and teams. A key is looked up by the SHA-256 of what was sent, and compared in constant
 * time: how long it takes says nothing of the keys that exist, as nobody can choose a digest.
 *
 * @throws LIMITS_DUPLICATE, LIMITS_UNKNOWN_TEAM
 */
export function keyRing(
  keys: readonly VirtualKeyConfig[],
  teams: readonly TeamConfig[],
  clock: Pick<Clock, "now">,
): KeyRing {
  const teamBudgets = new Map<string, readonly UsageBudget[]>();
  teams.forEach(({ id, budgets }, i) => {
    if (teamBudgets.has(id))
      throw limitsErrors.duplicate(`Two teams have the id ${id}.`, { field: `gateway.teams[${i}].id` });
    teamBudgets.set(id, budgets.map(ownBudget("team", `team:${id}`)));
  });

  const held = new Map<string, Held>();
  const keyBudgets = new Map<string, readonly UsageBudget[]>();
  const ids = new Set<string>();
  keys.forEach((config, i) => {
    const field = `gateway.keys[${i}]`;
    const key = keyOf(config);
    if (ids.has(key.id))
      throw limitsErrors.duplicate(`Two keys have the id ${key.id}.`, { field: `${field}.id` });
    if (held.has(key.digest))
      throw limitsErrors.duplicate(`The key ${key.id} has the hash of another.`, { field: `${field}.hash` });
    if (key.team !== undefined && !teamBudgets.has(key.team))
      throw limitsErrors.unknownTeam(`The key ${key.id} belongs to a team that is not described.`, {
        field: `${field}.team`,
      });
    ids.add(key.id);
    held.set(key.digest, {
      key,
      hash: Buffer.from(config.hash.slice("sha256:".length), "hex"),
      expiresAt: config.expires === undefined ? Infinity : Date.parse(config.expires),
      disabled: config.disabled,
    });
    keyBudgets.set(key.digest, config.budgets.map(ownBudget("virtual-key", `key:${key.id}`)));
  });

  return {
    find(text) {
      const hash = createHash("sha256").update(text).digest();
      const found = held.get(hash.toString("hex", 0, 8));
      const same = timingSafeEqual(hash, found?.hash ?? noKey);
      if (found === undefined || !same) return { ok: false, why: "unknown" };
      if (found.disabled) return { ok: false, why: "disabled", key: found.key };
      if (found.expiresAt <= clock.now()) return { ok: false, why: "expired", key: found.key };
      return { ok: true, key: found.key };
    },
    budgetsOfKey: (digest) => keyBudgets.get(digest) ?? [],
    budgetsOfTeam: (team) => teamBudgets.get(team) ?? [],
  };
}

function keyOf(config: VirtualKeyConfig): VirtualKey {
  const { id, hash, team, tags = [], principal = id, role, vouchesForUsers, models, routes } = config;
  return {
    id,
    digest: hash.slice("sha256:".length, "sha256:".length + 16),
    tags,
    principal,
    vouchesForUsers,
    ...(team === undefined ? {} : { team }),
    ...(role === undefined ? {} : { role }),
    ...(models === undefined ? {} : { models }),
    ...(routes === undefined ? {} : { routes }),
  };
}

/** Named after its owner, so that it is never taken for a budget of the policy or of another owner. */
const ownBudget =
  (per: "virtual-key" | "team", owner: string) =>
  ({ id, requests, tokens, cost, concurrent }: OwnBudgetConfig, i: number): UsageBudget => ({
    id: `${owner}:${id ?? i + 1}`,
    per,
    ...(requests === undefined ? {} : { requests }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(cost === undefined ? {} : { cost }),
    ...(concurrent === undefined ? {} : { concurrent }),
  });
