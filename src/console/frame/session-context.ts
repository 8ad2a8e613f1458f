import { createContext, useContext } from "react";
import type { SignedIn } from "../../contracts/index.ts";

export const SessionContext = createContext<SignedIn | undefined>(undefined);

/** Who is signed in. Pages stand inside the shell, so there is always somebody. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("a page was drawn outside the shell");
  return session;
}
