import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { items } from "./items.generated.ts";
import { jsonBody, startTestServer, type Ask, type TestServer } from "./testing/running.ts";

let on: TestServer;
let finding = "";
beforeAll(async () => {
  on = await startTestServer();
  finding = (await on.ports.findings({}))[0]?.id ?? "";
});
afterAll(async () => on.stop());

const run = "20261123-094103-000003";
const triage = (state: object): Ask => ({ method: "PUT", ...jsonBody({ triage: state }) });
const wrong = { state: "false-positive", by: "x", reason: "Test data." };
const accepted = { state: "accepted", by: "x", until: "2027-01-31", reason: "Known." };
const piece: Ask = { method: "PUT", headers: { "content-length": "2" }, body: "{}" };

/** endpoint, request → status for nobody, viewer, analyst, approver, admin. */
const table: readonly (readonly [string, () => string, Ask, readonly number[]])[] = [
  ["health", () => "/api/health", {}, [200, 200, 200, 200, 200]],
  ["session-read", () => "/api/session", {}, [401, 200, 200, 200, 200]],
  ["session-close", () => "/api/session", { method: "DELETE" }, [204, 204, 204, 204, 204]],
  ["session-open", () => "/api/session", { method: "POST", ...jsonBody({}) }, [400, 400, 400, 400, 400]],
  ["systems", () => "/api/systems", {}, [401, 200, 200, 200, 200]],
  ["system", () => "/api/systems/fintech-chatbot", {}, [401, 200, 200, 200, 200]],
  ["system-threats", () => "/api/systems/fintech-chatbot/threats", {}, [401, 200, 200, 200, 200]],
  ["system-coverage", () => "/api/systems/fintech-chatbot/coverage", {}, [401, 200, 200, 200, 200]],
  ["runs", () => "/api/runs?system=fintech-chatbot", {}, [401, 200, 200, 200, 200]],
  ["run", () => `/api/runs/${run}`, {}, [401, 200, 200, 200, 200]],
  ["run-trials", () => `/api/runs/${run}/trials?outcome=breached&limit=3`, {}, [401, 200, 200, 200, 200]],
  ["run-trial", () => `/api/runs/${run}/trials/3`, {}, [401, 200, 200, 200, 200]],
  ["run-evidence", () => `/api/runs/${run}/evidence`, {}, [401, 200, 200, 200, 200]],
  [
    "run-comparison",
    () => `/api/runs/${run}/comparison?baseline=run-20261102-0001`,
    {},
    [401, 200, 200, 200, 200],
  ],
  ["findings", () => "/api/findings?state=open", {}, [401, 200, 200, 200, 200]],
  ["finding", () => `/api/findings/${finding}`, {}, [401, 200, 200, 200, 200]],
  ["finding-triage", () => `/api/findings/${finding}/triage`, triage(wrong), [401, 403, 200, 200, 200]],
  ["finding-triage", () => `/api/findings/${finding}/triage`, triage(accepted), [401, 403, 403, 200, 200]],
  ["people", () => "/api/people", {}, [401, 403, 403, 403, 200]],
  [
    "person-add",
    () => "/api/people",
    { method: "POST", ...jsonBody({ name: "CI", role: "analyst" }) },
    [401, 403, 403, 403, 201],
  ],
  ["person-remove", () => "/api/people/nobody", { method: "DELETE" }, [401, 403, 403, 403, 404]],
  ["doctor", () => "/api/doctor", {}, [401, 200, 200, 200, 200]],
  ["guard", () => "/api/guard?hours=24", {}, [401, 200, 200, 200, 200]],
  ["guard-decisions", () => "/api/guard/decisions?action=block", {}, [401, 200, 200, 200, 200]],
  ["guard-decision", () => "/api/guard/decisions/exchange-0007", {}, [401, 200, 200, 200, 200]],
  ["guard-policies", () => "/api/guard/policies", {}, [401, 200, 200, 200, 200]],
  ["guard-policy", () => "/api/guard/policy?file=policy.yaml", {}, [401, 200, 200, 200, 200]],
  ["guard-keys", () => "/api/guard/keys", {}, [401, 200, 200, 200, 200]],
  [
    "guard-policy-check",
    () => "/api/guard/policy-check",
    { method: "POST", ...jsonBody({ file: "policy.yaml", text: "policy: {}" }) },
    [401, 403, 200, 200, 200],
  ],
  [
    "guard-replay",
    () => "/api/guard/replay",
    { method: "POST", ...jsonBody({ file: "policy.yaml", text: "policy: {}", records: 5 }) },
    [401, 403, 200, 200, 200],
  ],
  ["scans", () => "/api/scans", {}, [401, 200, 200, 200, 200]],
  ["scan", () => "/api/scans/scan-20261123-090000-0000a1", {}, [401, 200, 200, 200, 200]],
  ["bundle", () => "/api/bundles/20261123-090000-0000a1", {}, [401, 403, 200, 200, 200]],
  [
    "bundle-file",
    () => "/api/bundles/20261123-090000-0000a1/files/bundle.json",
    piece,
    [401, 403, 200, 200, 200],
  ],
  [
    "bundle-file-state",
    () => "/api/bundles/20261123-090000-0000a1/files/bundle.json",
    {},
    [401, 403, 200, 200, 200],
  ],
  [
    "bundle-close",
    () => "/api/bundles/20261123-090000-0000a9/close",
    { method: "POST" },
    [401, 403, 404, 404, 404],
  ],
];

describe("roles", () => {
  it("are tried on every endpoint", () => {
    // The stream does not end by itself: it has a test of its own.
    const tried = new Set([...table.map(([name]) => name), "events"]);
    expect(items.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });

  for (const [name, path, ask, expected] of table) {
    const method = ask.method ?? "GET";
    it(`${method} ${name}${name === "finding-triage" ? ` ${String(ask.body).slice(20, 38)}` : ""}: ${expected.join(" ")}`, async () => {
      const tokens = [undefined, on.tokens.viewer, on.tokens.analyst, on.tokens.approver, on.tokens.admin];
      const statuses: number[] = [];
      for (const token of tokens)
        statuses.push((await on.ask(path(), { ...ask, ...(token === undefined ? {} : { token }) })).status);
      expect(statuses).toEqual(expected);
    });
  }

  describe("on single systems", () => {
    it("show only those systems, and answer for others as if they were not there", async () => {
      const token = on.book.add("faye", { systems: { "static-faq": "admin" } });
      const list = (await on.ask("/api/systems", { token })).json<{ id: string }[]>();
      expect(list.map(({ id }) => id)).toEqual(["static-faq"]);
      expect((await on.ask("/api/runs", { token })).json<unknown[]>()).toEqual([]);
      expect((await on.ask("/api/findings", { token })).json<unknown[]>()).toEqual([]);
      for (const path of [
        "/api/systems/fintech-chatbot",
        `/api/runs/${run}`,
        `/api/runs/${run}/trials`,
        `/api/findings/${finding}`,
      ]) {
        const hidden = await on.ask(path, { token });
        expect([path, hidden.status]).toEqual([path, 404]);
        const absent = await on.ask(path.replace(/[a-z0-9]+$/i, "nothing"), { token });
        expect(hidden.json().error.code).toBe(absent.json().error.code);
      }
    });

    it("do not show the guard, which stands before all of them", async () => {
      const token = on.book.add("gus", { systems: { "static-faq": "admin" } });
      for (const path of ["", "/decisions", "/decisions/exchange-0007", "/policies", "/keys"])
        expect((await on.ask(`/api/guard${path}`, { token })).status).toBe(403);
    });

    it("do not show scans, not even one of that system, nor its evidence", async () => {
      const token = on.book.add("sam", { systems: { "fintech-chatbot": "admin" } });
      const [scan] = (await on.ask("/api/scans", { token: on.tokens.viewer })).json<{ id: string }[]>();
      for (const path of ["/api/scans", `/api/scans/${scan?.id}`, `/api/runs/${scan?.id}/evidence`]) {
        const refused = await on.ask(path, { token });
        expect([path, refused.status, refused.json().error.code]).toEqual([path, 403, "SERVER_ROLE_TOO_LOW"]);
        expect((await on.ask(path, { token: on.tokens.viewer })).status).toBe(200);
      }
    });

    it("raise a role there and nowhere else", async () => {
      const token = on.book.add("rae", {
        role: "viewer",
        systems: { "fintech-chatbot": "approver", "static-faq": "admin" },
      });
      expect((await on.ask(`/api/findings/${finding}/triage`, { ...triage(accepted), token })).status).toBe(
        200,
      );
      const low = on.book.add("leo", { role: "viewer", systems: { "static-faq": "admin" } });
      const refused = await on.ask(`/api/findings/${finding}/triage`, { ...triage(wrong), token: low });
      expect([refused.status, refused.json().error.code]).toEqual([403, "SERVER_ROLE_TOO_LOW"]);
    });
  });

  describe("of people", () => {
    const add = (token: string, body: object) =>
      on.ask("/api/people", { method: "POST", token, ...jsonBody(body) });

    it("are given by an administrator, and end when they are taken away", async () => {
      const added = await add(on.tokens.admin, {
        name: "CI of payments",
        systems: { "fintech-chatbot": "analyst" },
      });
      const { id, token } = added.json<{ id: string; token: string }>();
      expect((await on.ask(`/api/findings/${finding}/triage`, { ...triage(wrong), token })).status).toBe(200);
      expect((await on.ask("/api/people", { token: on.tokens.admin })).json<object[]>()).toContainEqual({
        id,
        name: "CI of payments",
        systems: { "fintech-chatbot": "analyst" },
      });
      expect((await on.ask(`/api/people/${id}`, { method: "DELETE", token: on.tokens.admin })).status).toBe(
        204,
      );
      expect((await on.ask("/api/systems", { token })).status).toBe(401);
    });

    it("are not for an administrator of single systems to give", async () => {
      const token = on.book.add("sol", { role: "viewer", systems: { "static-faq": "admin" } });
      const refused = await add(token, { name: "Mallory", role: "admin" });
      expect([refused.status, refused.json().error.code]).toEqual([403, "SERVER_ROLE_TOO_LOW"]);
      expect((await on.ask("/api/people", { token })).status).toBe(403);
      expect((await on.ask("/api/people/vera", { method: "DELETE", token })).status).toBe(403);
    });

    it("need a role, and nobody removes themselves", async () => {
      expect((await add(on.tokens.admin, { name: "Nobody" })).status).toBe(400);
      expect((await add(on.tokens.admin, { name: "X", role: "root" })).status).toBe(400);
      expect((await on.ask("/api/people/ada", { method: "DELETE", token: on.tokens.admin })).status).toBe(
        400,
      );
      expect((await on.ask("/api/people", { token: on.tokens.admin })).status).toBe(200);
    });
  });

  it("a decision is signed by who is signed in, whatever the request says", async () => {
    const path = `/api/findings/${finding}/triage`;
    const answer = await on.ask(path, {
      ...triage({ ...wrong, by: "Somebody Else" }),
      token: on.tokens.analyst,
    });
    expect(answer.json<{ triage: { by: string } }>().triage.by).toBe("Anna Example");
  });

  it("end with the person and with the token's date", async () => {
    const token = on.book.add("gone", { role: "admin" });
    expect((await on.ask("/api/systems", { token })).status).toBe(200);
    on.book.remove("gone");
    expect((await on.ask("/api/systems", { token })).status).toBe(401);
    const old = on.book.add("old", { role: "admin", expiresAt: Date.now() - 1 });
    expect((await on.ask("/api/systems", { token: old })).status).toBe(401);
  });
});
