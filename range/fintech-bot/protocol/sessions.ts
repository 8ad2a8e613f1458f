import type { Principal } from "../../../src/contracts/index.ts";
import { openSession, type BotSession } from "../agent/session.ts";

/** The open sessions, by id. When there are too many the one unused for longest is forgotten. */
export interface Sessions {
  get(id: string, principal?: string): BotSession;
  peek(id: string): BotSession | undefined;
  drop(id: string): boolean;
  readonly size: number;
}

const customers = new Set(["cust-1001", "cust-2002"]);

/** `[A-Za-z0-9._-]{1,128}`: what may be a session id. */
export const isSessionId = (id: string): boolean => /^[A-Za-z0-9._-]{1,128}$/.test(id);
export const isCustomer = (id: string): boolean => customers.has(id);

const principalOf = (id: string): Principal => ({ id, role: "customer", verified: true });

export function createSessions(most: number, now: () => number): Sessions {
  const open = new Map<string, BotSession>();
  return {
    get size() {
      return open.size;
    },
    get(id, principal) {
      const session = open.get(id) ?? openSession(principalOf(principal ?? "cust-1001"), now);
      if (principal !== undefined && session.principal.id !== principal)
        session.principal = principalOf(principal);
      // Re-inserting keeps the map in order of use.
      open.delete(id);
      open.set(id, session);
      const [oldest] = open.keys();
      if (open.size > most && oldest !== undefined) open.delete(oldest);
      return session;
    },
    peek: (id) => open.get(id),
    drop: (id) => open.delete(id),
  };
}
