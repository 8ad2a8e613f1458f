import { highestRole } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { sessionCookie } from "../../security/cookie.ts";
import { session } from "../../wire/schemas.ts";
import { signInRequest } from "../../wire/requests.ts";
import type { Session } from "../../wire/wire.ts";

export const route = endpoint({
  name: "session-open",
  method: "post",
  path: "/api/session",
  minimum: "anyone",
  summary: "Exchanges a token, or the one-time code of a sign-in link, for a session cookie.",
  body: signInRequest,
  answer: session,
  handle: async ({ body, remote, secure }, { desk, clock, version }) => {
    const opened = await desk.signIn(body.token, remote);
    const answer: Session = {
      person: { ...opened.identity.person, role: highestRole(opened.identity) ?? "viewer" },
      organisation: opened.identity.organisation,
      version,
    };
    const maxAge = Math.floor((opened.expiresAt - clock.now()) / 1000);
    return new Response(JSON.stringify(answer), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        "set-cookie": sessionCookie(opened.secret, secure, maxAge),
      },
    });
  },
});
