import type { PersonRole } from "../wire/wire.ts";
import { serverErrors } from "../errors.ts";

/** Who is asking, and what they may do. */
export interface Identity {
  readonly person: { readonly id: string; readonly name: string };
  readonly organisation: string;
  /** The role everywhere; absent for a person who has roles on single systems only. */
  readonly role?: PersonRole;
  /** System id → role there. The higher of the two counts. */
  readonly systems: Readonly<Record<string, PersonRole>>;
}

const rank: Readonly<Record<PersonRole, number>> = { viewer: 1, analyst: 2, approver: 3, admin: 4 };

export function atLeast(role: PersonRole | undefined, minimum: PersonRole): boolean {
  return role !== undefined && rank[role] >= rank[minimum];
}

/** The role of a person on one system. */
export function roleOn(identity: Identity, system: string): PersonRole | undefined {
  const local = Object.hasOwn(identity.systems, system) ? identity.systems[system] : undefined;
  if (identity.role === undefined) return local;
  return local !== undefined && rank[local] > rank[identity.role] ? local : identity.role;
}

/** The highest role the person has anywhere: what the declared minimum of an endpoint is held against. */
export function highestRole(identity: Identity): PersonRole | undefined {
  let best = identity.role;
  for (const role of Object.values(identity.systems))
    if (best === undefined || rank[role] > rank[best]) best = role;
  return best;
}

/** For what concerns no single system, such as people: a role on one system is not enough. */
export function requireEverywhere(identity: Identity, minimum: PersonRole): void {
  if (!atLeast(identity.role, minimum))
    throw serverErrors.roleTooLow(
      `This needs the role ${minimum} everywhere; yours is ${identity.role ?? "on single systems only"}.`,
    );
}

export function maySee(identity: Identity, system: string): boolean {
  return roleOn(identity, system) !== undefined;
}

/**
 * Passes when the person has at least the role on the system. A person without any role there gets
 * SERVER_NOT_FOUND, so that the answer does not tell which systems exist.
 */
export function requireOn(identity: Identity, system: string | undefined, minimum: PersonRole): void {
  const role = system === undefined ? undefined : roleOn(identity, system);
  if (system === undefined || role === undefined) throw serverErrors.notFound("There is no such thing here.");
  if (!atLeast(role, minimum))
    throw serverErrors.roleTooLow(`This needs the role ${minimum} on ${system}; yours is ${role}.`);
}
