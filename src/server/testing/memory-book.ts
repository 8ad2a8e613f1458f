import type { Identity } from "../access/identity.ts";
import { mintSecret, type RandomBytes } from "../access/secret.ts";
import type { AccountBook, KeptSecret } from "../access/session-desk.ts";
import type { PersonRole } from "../wire/wire.ts";

/** An account book in memory: one person per role, each with a token. */
export interface MemoryBook extends AccountBook {
  /** Adds a person and answers a token. */
  add(
    id: string,
    roles: { role?: PersonRole; systems?: Record<string, PersonRole>; expiresAt?: number },
  ): string;
  remove(id: string): void;
}

export function memoryBook(random: RandomBytes): MemoryBook {
  const people = new Map<string, Identity>();
  const tokens = new Map<string, KeptSecret>();
  const sessions = new Map<string, KeptSecret>();
  return {
    token: async (id) => tokens.get(id),
    session: async (id) => sessions.get(id),
    openSession: async (id, session) => void sessions.set(id, session),
    closeSession: async (id) => void sessions.delete(id),
    identity: async (person) => people.get(person),
    people: async () => [...people.values()],
    async addPerson({ id, name, role, systems, token }) {
      people.set(id, {
        person: { id, name },
        organisation: "NordPay",
        systems,
        ...(role === undefined ? {} : { role }),
      });
      tokens.set(token.id, token);
    },
    removePerson: async (id) => void people.delete(id),
    add(id, { role, systems = {}, expiresAt }) {
      people.set(id, {
        person: { id, name: `${id[0]?.toUpperCase() ?? ""}${id.slice(1)} Example` },
        organisation: "NordPay",
        systems,
        ...(role === undefined ? {} : { role }),
      });
      const minted = mintSecret("token", random);
      tokens.set(minted.id, {
        hash: minted.hash,
        person: id,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      });
      return minted.text;
    },
    remove: (id) => void people.delete(id),
  };
}
