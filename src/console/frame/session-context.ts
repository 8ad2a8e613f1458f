import { createContext, useContext } from "react";
import type { Session } from "../../server/index.ts";

export const SessionContext = createContext<Session | undefined>(undefined);

/** Who is signed in. Pages stand inside the shell, so there is always somebody. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("a page was drawn outside the shell");
  return session;
}
