import { createHmac } from "node:crypto";
import { UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { createVirtualKey, keyRing, teamsSchema, virtualKeysSchema } from "../limits/index.ts";
import { createIdentityCheck, type WireCaller } from "./identify.ts";
import { identitySettingsSchema } from "./settings.ts";
import { testIssuer, type TestIssuer } from "./testing/issuer.ts";

const now = 1_800_000_000;
const clock = { now: () => now * 1000 };
const [plain, backend, off] = [createVirtualKey(), createVirtualKey(), createVirtualKey()];
const keys = keyRing(
  virtualKeysSchema.parse([
    { id: "plain", hash: plain.hash, team: "support", tags: ["prod"], role: "service", models: ["gpt-4o*"] },
    { id: "backend", hash: backend.hash, vouchesForUsers: true },
    { id: "off", hash: off.hash, disabled: true },
  ]),
  teamsSchema.parse([{ id: "support" }]),
  clock,
);

const issuers: Record<string, TestIssuer> = {};
let keySetText = "";
beforeAll(async () => {
  for (const alg of ["RS256", "ES256", "EdDSA"]) issuers[alg] = await testIssuer(alg);
  keySetText = JSON.stringify({ keys: Object.values(issuers).map((issuer) => issuer.jwk) });
});

const corp = {
  id: "corp",
  issuer: "https://id.example.com/",
  audience: ["bartizan"],
  algorithms: ["RS256", "ES256", "EdDSA"],
  keys: { file: "keys.json" },
  claims: { team: "team", roles: "roles", session: "sid" },
};
const claims = { iss: corp.issuer, aud: "bartizan", sub: "ada", exp: now + 300, iat: now };

function checkWith(settings: object = {}) {
  return createIdentityCheck({
    settings: identitySettingsSchema.parse(settings),
    keys,
    clock,
    fetch: () => Promise.reject(new Error("nothing is fetched here")),
    readFile: () => new TextEncoder().encode(keySetText),
  });
}
const from = (headers: WireCaller["headers"], more: Partial<WireCaller> = {}): WireCaller => ({
  headers,
  address: "203.0.113.9",
  ...more,
});
const bearer = (text: string) => from({ authorization: `Bearer ${text}` });
const sign = (alg: string, more: object = {}, header: object = {}): Promise<string> =>
  issuers[alg]!.sign({ ...claims, ...more }, header);

describe("a virtual key", () => {
  it.each(["authorization", "x-api-key", "api-key"])("in %s says who calls, verified", async (name) => {
    const value = name === "authorization" ? `bearer ${plain.text}` : plain.text;
    expect(await checkWith().identify(from({ [name]: value }))).toEqual({
      ok: true,
      identity: {
        principal: { id: "plain", role: "service", verified: true },
        method: "virtual-key",
        virtualKey: plain.hash.slice(7, 23),
        keyId: "plain",
        team: "support",
        tags: ["prod"],
        roles: ["service"],
        models: ["gpt-4o*"],
        address: "203.0.113.9",
        vouches: false,
      },
    });
  });

  it("stays who it is, whomever it names: that is a claim", async () => {
    const check = checkWith();
    const caller = await check.identify(from({ "x-api-key": plain.text, "x-user-id": "root" }));
    expect(caller).toMatchObject({
      identity: { principal: { id: "plain", verified: true }, claimed: "root" },
    });
    if (!caller.ok) throw new Error(caller.reason);
    expect(check.withBody(caller.identity, { user: "other" })).toMatchObject({
      principal: { id: "plain", verified: true },
      claimed: "root",
    });
  });

  it("that vouches speaks for its users, each by a name of his own", async () => {
    const check = checkWith();
    const named = async (user: string) => {
      const caller = await check.identify(from({ "x-api-key": backend.text }));
      if (!caller.ok) throw new Error(caller.reason);
      return check.withBody(caller.identity, { metadata: { user_id: user } }).principal;
    };
    expect(await named("ada")).toEqual({ id: "backend/ada", verified: true });
    expect(await named("a/b%")).toEqual({ id: "backend/a%2Fb%25", verified: true });
    expect(await named("")).toEqual({ id: "backend", verified: true });
  });
});

describe("a signed token", () => {
  it.each(["RS256", "ES256", "EdDSA"])("by %s says who calls, verified", async (alg) => {
    const token = await sign(alg, { team: "t", roles: ["admin", "user"], sid: "s-1" });
    expect(await checkWith({ tokens: [corp] }).identify(bearer(token))).toEqual({
      ok: true,
      identity: {
        principal: { id: "corp:ada", role: "admin", verified: true },
        method: "token",
        team: "t",
        tags: [],
        roles: ["admin", "user"],
        session: "s-1",
        address: "203.0.113.9",
        vouches: false,
      },
    });
  });

  it("may be a little early or late, as far as clocks may differ", async () => {
    const check = checkWith({ tokens: [{ ...corp, clockSkewSeconds: 30 }] });
    expect((await check.identify(bearer(await sign("ES256", { exp: now - 29 })))).ok).toBe(true);
    expect((await check.identify(bearer(await sign("ES256", { exp: now - 31 })))).ok).toBe(false);
    expect((await check.identify(bearer(await sign("ES256", { nbf: now + 29 })))).ok).toBe(true);
    expect((await check.identify(bearer(await sign("ES256", { nbf: now + 31 })))).ok).toBe(false);
  });

  it("is signed as the configuration says, whatever else its issuer's keys could do", async () => {
    const check = checkWith({ tokens: [{ ...corp, algorithms: ["ES256"] }] });
    expect((await check.identify(bearer(await sign("ES256")))).ok).toBe(true);
    expect((await check.identify(bearer(await sign("RS256")))).ok).toBe(false);
  });

  it("has its own claims, type, age and prefix where they are written", async () => {
    const check = checkWith({
      tokens: [
        {
          ...corp,
          type: "at+jwt",
          maxAgeSeconds: 60,
          prefix: "",
          claims: { principal: "email", roles: "scope" },
        },
      ],
    });
    const good = { email: "ada@example.com", scope: "chat admin" };
    expect(await check.identify(bearer(await sign("ES256", good, { typ: "at+jwt" })))).toMatchObject({
      identity: { principal: { id: "ada@example.com", role: "chat" }, roles: ["chat", "admin"] },
    });
    for (const [more, header] of [
      [good, {}],
      [{ ...good, iat: now - 120 }, { typ: "at+jwt" }],
      [{ ...good, email: 7 }, { typ: "at+jwt" }],
      [{ ...good, email: "ada\u202e" }, { typ: "at+jwt" }],
    ] as const)
      expect((await check.identify(bearer(await sign("ES256", more, header)))).ok).toBe(false);
  });
});

/** Every way to be wrong that we know, each with a token or headers of its own. */
const wrong: readonly (readonly [string, () => Promise<WireCaller> | WireCaller])[] = [
  ["nothing", () => from({})],
  ["an unknown key", () => bearer(createVirtualKey().text)],
  ["a key that is switched off", () => bearer(off.text)],
  ["the hash of a key", () => bearer(plain.hash)],
  ["an empty credential", () => bearer("")],
  ["another scheme", () => from({ authorization: `Basic ${btoa(`x:${plain.text}`)}` })],
  ["two keys that differ", () => from({ authorization: `Bearer ${plain.text}`, "x-api-key": backend.text })],
  ["a header given twice", () => from({ "x-api-key": `${plain.text}, ${plain.text}` })],
  ["a token in a line of others", () => bearer(`${plain.text}, Bearer x`)],
  ["100 KB", () => bearer("a".repeat(100_000))],
  ["an expired token", async () => bearer(await sign("RS256", { exp: now - 3_600 }))],
  ["a token that never expires", async () => bearer(await sign("RS256", { exp: undefined }))],
  ["another audience", async () => bearer(await sign("RS256", { aud: "other" }))],
  ["no audience", async () => bearer(await sign("RS256", { aud: undefined }))],
  ["another issuer", async () => bearer(await sign("RS256", { iss: "https://id.example.com" }))],
  ["no subject", async () => bearer(await sign("RS256", { sub: undefined }))],
  ["an empty subject", async () => bearer(await sign("RS256", { sub: " " }))],
  ["an unknown key id", async () => bearer(await sign("RS256", {}, { kid: "other" }))],
  ["the key id of another key", async () => bearer(await sign("RS256", {}, { kid: "ES256" }))],
  [
    "a critical extension nobody knows",
    async () => bearer(await sign("RS256", {}, { crit: ["urn:x"], "urn:x": 1 })),
  ],
  ["no signature", () => bearer(new UnsecuredJWT(claims).encode())],
  ["no algorithm, by another spelling", async () => bearer(forged({ alg: "nOnE" }, claims, ""))],
  [
    "the public key as a shared secret",
    () => {
      const header = { alg: "HS256", kid: "RS256" };
      const head = `${part(header)}.${part(claims)}`;
      const secret = JSON.stringify(issuers["RS256"]!.jwk);
      return bearer(`${head}.${createHmac("sha256", secret).update(head).digest("base64url")}`);
    },
  ],
  [
    "claims changed after signing",
    async () => {
      const [head, , signature] = (await sign("ES256")).split(".");
      return bearer(`${head}.${part({ ...claims, sub: "root" })}.${signature}`);
    },
  ],
  [
    "a key that the token brings along",
    async () => {
      const own = await testIssuer("ES256", "own");
      return bearer(
        await own.sign(claims, { jwk: own.jwk, jku: "https://attacker.example/keys", kid: "own" }),
      );
    },
  ],
  ["parts that are not JSON", () => bearer("AAAA.AAAA.AAAA")],
];

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const forged = (header: object, payload: object, signature: string): string =>
  `${part(header)}.${part(payload)}.${signature}`;

describe("whoever is not who he says", () => {
  it.each(wrong)("%s: refused, in the words that all are refused in", async (_, caller) => {
    const answer = await checkWith({ tokens: [corp] }).identify(await caller());
    expect(answer).toMatchObject({
      ok: false,
      problem: {
        kind: "unauthenticated",
        status: 401,
        code: "bartizan_unauthenticated",
        message: "The credential is missing or not valid.",
      },
      headers: { "www-authenticate": "Bearer" },
    });
    // The reason is for the record, and holds no credential.
    expect(JSON.stringify(answer)).not.toContain(plain.text);
  });

  it.each(wrong.slice(1))("%s: is not taken for somebody without credential", async (_, caller) => {
    const check = checkWith({ tokens: [corp], anonymous: true });
    expect((await check.identify(await caller())).ok).toBe(false);
  });

  it("is refused as a token where no issuer is configured", async () => {
    expect((await checkWith().identify(bearer(await sign("RS256")))).ok).toBe(false);
  });
});

describe("nobody", () => {
  it("is let in only where that is written, unproven, by the name he gives", async () => {
    const check = checkWith({ anonymous: true });
    const caller = await check.identify(from({}));
    if (!caller.ok) throw new Error(caller.reason);
    expect(caller.identity).toMatchObject({
      principal: { id: "anonymous", verified: false },
      method: "none",
    });
    expect(check.withBody(caller.identity, { user: "ada" }).principal).toEqual({
      id: "ada",
      verified: false,
    });
    expect(await check.identify(from({ "x-user-id": "plain" }))).toMatchObject({
      identity: { principal: { id: "plain", verified: false }, claimed: "plain" },
    });
  });

  it("gives names that are bounded and can be shown, or none", async () => {
    const check = checkWith({ anonymous: true });
    for (const name of ["x".repeat(257), "a\u0000b", "a\u202eb", "\u200b", " ", "\ud800"])
      expect(await check.identify(from({ "x-user-id": name }))).toMatchObject({
        identity: { principal: { id: "anonymous" } },
      });
  });

  it("leaves the credential to the upstream where it is looked for elsewhere", async () => {
    const check = checkWith({ anonymous: true, credentialHeaders: ["x-bartizan-key"] });
    expect((await check.identify(bearer("sk-of-the-upstream"))).ok).toBe(true);
    expect(
      await check.identify(from({ authorization: "Bearer sk-x", "x-bartizan-key": plain.text })),
    ).toMatchObject({ identity: { keyId: "plain" } });
  });
});

describe("a client certificate", () => {
  it("counts only where that is written, and stands behind a credential", async () => {
    const withCertificate = from({}, { certificateSubject: "CN=billing" });
    expect((await checkWith().identify(withCertificate)).ok).toBe(false);
    const check = checkWith({ clientCertificates: true });
    expect(await check.identify(withCertificate)).toMatchObject({
      identity: { principal: { id: "CN=billing", verified: true }, method: "certificate" },
    });
    const both = { ...withCertificate, headers: { "x-api-key": "wrong" } };
    expect((await check.identify(both)).ok).toBe(false);
  });
});

describe("a session", () => {
  it("is taken from a token, else from a header, else from the body", async () => {
    const check = checkWith({ tokens: [corp], anonymous: true });
    const sessionOf = async (caller: WireCaller, body: Parameters<typeof check.withBody>[1]) => {
      const answer = await check.identify(caller);
      if (!answer.ok) throw new Error(answer.reason);
      return check.withBody(answer.identity, body).session;
    };
    const body = { metadata: { session_id: "body" } };
    const token = await sign("ES256", { sid: "token" });
    const header = { "x-session-id": "header" };
    expect(await sessionOf(from({ ...header, authorization: `Bearer ${token}` }), body)).toBe("token");
    expect(await sessionOf(from(header), body)).toBe("header");
    expect(await sessionOf(from({}), body)).toBe("body");
    for (const other of [null, 1, [], { metadata: null }, { metadata: { session_id: 5 } }, { metadata: "x" }])
      expect(await sessionOf(from({}), other)).toBeUndefined();
  });
});

describe("the settings", () => {
  it.each([
    { tokens: [{ ...corp, algorithms: ["HS256"] }] },
    { tokens: [{ ...corp, algorithms: ["none"] }] },
    { tokens: [{ ...corp, algorithms: [] }] },
    { tokens: [{ ...corp, audience: [] }] },
    { tokens: [{ ...corp, keys: { url: "http://id.example.com/keys" } }] },
    { tokens: [{ ...corp, keys: { url: "https://user:pass@id.example.com/keys" } }] },
    { tokens: [{ ...corp, clockSkewSeconds: 3_600 }] },
    { trustedProxies: ["10.0.0.0/33"] },
    { trustedProxies: ["proxy.example.com"] },
    { credentialHeaders: ["X-Upper"] },
    { anonymus: true },
  ])("refuse %j", (settings) => {
    expect(identitySettingsSchema.safeParse(settings).success).toBe(false);
  });

  it("let nobody in unless they say so", () => {
    expect(identitySettingsSchema.parse({})).toMatchObject({
      anonymous: false,
      clientCertificates: false,
      trustedProxies: [],
    });
  });
});
