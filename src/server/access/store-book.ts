import type { Clock } from "../../contracts/index.ts";
import type { AccountStore, PersonRecord, Store } from "../../store/index.ts";
import type { PersonRole } from "../wire/wire.ts";
import { localOrganisation } from "./first-admin.ts";
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
export function storeBook(store: Pick<Store, "atomically"> & AccountStore, clock: Clock): AccountBook {
  const now = (): string => new Date(clock.now()).toISOString();
  return {
    people: async () => (await store.people()).map(identityOf),
    async addPerson({ id, name, role, systems, token }) {
      const at = now();
      const grants = Object.entries(role === undefined ? systems : { ...systems, "*": role });
      await store.atomically(async (inside) => {
        await inside.putPerson({ id, name, organisation: localOrganisation, at });
        for (const [system, granted] of grants) await inside.grant(id, system, granted, at);
        const expires =
          token.expiresAt === undefined ? {} : { expiresAt: new Date(token.expiresAt).toISOString() };
        await inside.putToken({
          id: token.id,
          person: id,
          hash: token.hash,
          label: "api",
          createdAt: at,
          ...expires,
        });
      });
    },
    removePerson: (id) => store.removePerson(id, now()),
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
