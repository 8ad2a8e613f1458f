import type { Clock } from "../../contracts/index.ts";
import type { AccountStore, PersonRecord } from "../../store/index.ts";
import type { PersonRole } from "../wire/wire.ts";
import type { Identity } from "./identity.ts";
import type { AccountBook, KeptSecret } from "./session-desk.ts";

function identityOf(person: PersonRecord): Identity {
  const everywhere = person.grants.find(({ system }) => system === "*")?.role;
  const systems: Record<string, PersonRole> = {};
  for (const { system, role } of person.grants) if (system !== "*") systems[system] = role;
  return {
    person: { id: person.id, name: person.name },
    organisation: person.organisation.name,
    systems,
    ...(everywhere === undefined ? {} : { role: everywhere }),
  };
}

function keptOf(
  secret: { hash: string; person: string; expiresAt?: string } | undefined,
): KeptSecret | undefined {
  if (secret === undefined) return undefined;
  const { hash, person, expiresAt } = secret;
  return { hash, person, ...(expiresAt === undefined ? {} : { expiresAt: Date.parse(expiresAt) }) };
}

/** The account book over the store: what the session desk finds people and secrets in. */
export function storeBook(store: AccountStore, clock: Clock): AccountBook {
  return {
    token: async (id) => keptOf(await store.token(id)),
    session: async (id) => keptOf(await store.session(id)),
    openSession: (id, { hash, person, expiresAt }) =>
      store.putSession(
        { id, hash, person, expiresAt: new Date(expiresAt).toISOString() },
        new Date(clock.now()).toISOString(),
      ),
    closeSession: (id) => store.dropSession(id),
    identity: async (id) => {
      const person = await store.person(id);
      return person === undefined ? undefined : identityOf(person);
    },
  };
}
