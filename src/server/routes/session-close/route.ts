import { endpoint } from "../../endpoint.ts";
import { readSessionCookie, sessionCookie } from "../../security/cookie.ts";

export const route = endpoint({
  name: "session-close",
  method: "delete",
  path: "/api/session",
  minimum: "anyone",
  summary: "Ends the session of the cookie, here and on the server.",
  handle: async ({ request, secure }, { desk }) => {
    const cookie = readSessionCookie(request.headers.get("cookie"), secure);
    if (cookie !== undefined) await desk.signOut(cookie);
    return new Response(null, { status: 204, headers: { "set-cookie": sessionCookie("", secure, 0) } });
  },
});
