import type { SignedIn } from "../../contracts/index.ts";
import { request } from "./request.ts";

export const signIn = (token: string): Promise<SignedIn> =>
  request("POST", "/api/session", { body: { token } });
export const signOut = (): Promise<void> => request("DELETE", "/api/session");

/**
 * Signs in with `#token=…`, as `bartizan serve` prints it, and takes the token out of the address first.
 * A fragment is never sent to a server or kept in its logs. A refused token leads to the sign-in form.
 */
export async function takeFragmentToken(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  await signIn(token).catch(() => undefined);
}
