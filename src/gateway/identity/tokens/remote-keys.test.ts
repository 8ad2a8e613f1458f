import { jwtVerify } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keyRing } from "../../limits/index.ts";
import { createIdentityCheck } from "../identify.ts";
import { identitySettingsSchema } from "../settings.ts";
import { keyServer, testIssuer, type KeyServer, type TestIssuer } from "../testing/issuer.ts";
import { keySet } from "./key-set.ts";
import { remoteKeys, type FetchKeys } from "./remote-keys.ts";

let fetched = 0;
const fetchKeys: FetchKeys = async (url, options) => {
  try {
    return await fetch(url, options);
  } finally {
    fetched += 1;
  }
};
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

let first: TestIssuer;
let second: TestIssuer;
let server: KeyServer;
let now = 0;
const clock = { now: () => now * 1000 };
const setOf = (...issuers: TestIssuer[]): string =>
  JSON.stringify({ keys: issuers.map((issuer) => issuer.jwk) });

beforeAll(async () => {
  first = await testIssuer("ES256", "first");
  second = await testIssuer("ES256", "second");
});
beforeEach(async () => {
  now = 1_800_000_000;
  fetched = 0;
  server = await keyServer(setOf(first));
});
afterEach(async () => server.close());

const open = (timeoutMs = 20_000) =>
  remoteKeys({
    url: server.url,
    timeoutMs,
    freshSeconds: 600,
    cooldownSeconds: 30,
    staleSeconds: 86_400,
    fetch: fetchKeys,
    clock,
  });
type Keys = ReturnType<typeof open>;
const verify = async (keys: Keys, issuer: TestIssuer): Promise<string> => {
  const token = await issuer.sign({ exp: now + 60 });
  return jwtVerify(token, keys, { currentDate: new Date(clock.now()) }).then(
    () => "verified",
    (error: unknown) => (error as { code: string }).code,
  );
};
/** Until so many fetches are over: one in the background is not awaited by anybody else. */
const fetchedTimes = async (times: number): Promise<void> => {
  for (let over = false; !over; over = fetched >= times) await new Promise(setImmediate);
  await new Promise(setImmediate);
};

describe("keys of an issuer", () => {
  it("are fetched once for all who ask at once, and kept", async () => {
    const keys = open();
    expect(await Promise.all(Array.from({ length: 20 }, () => verify(keys, first)))).toEqual(
      Array.from({ length: 20 }, () => "verified"),
    );
    now += 500;
    expect(await verify(keys, first)).toBe("verified");
    expect(server.asked).toBe(1);
  });

  it("are fetched anew for a key nobody knows yet, but not at the bidding of whoever invents one", async () => {
    const keys = open();
    await verify(keys, first);
    server.answer = { kind: "body", body: setOf(first, second) };
    expect(await verify(keys, second)).toBe("ERR_JWKS_NO_MATCHING_KEY");
    now += 31;
    expect(await verify(keys, second)).toBe("verified");
    const stranger = await testIssuer("ES256", "stranger");
    now += 31;
    for (let i = 0; i < 50; i += 1) expect(await verify(keys, stranger)).toBe("ERR_JWKS_NO_MATCHING_KEY");
    expect(server.asked).toBe(3);
  });

  it("go on serving while their address fails, until they are stale", async () => {
    const keys = open();
    await verify(keys, first);
    server.answer = { kind: "fail" };
    now += 601;
    expect(await verify(keys, first)).toBe("verified");
    await fetchedTimes(2);
    now += 86_400;
    expect(await verify(keys, first)).toBe("IDENTITY_KEYS_UNAVAILABLE");
    server.answer = { kind: "body", body: setOf(first) };
    expect(await verify(keys, first)).toBe("IDENTITY_KEYS_UNAVAILABLE");
    now += 31;
    expect(await verify(keys, first)).toBe("verified");
  });

  it("are taken back when the issuer no longer lists them", async () => {
    const keys = open();
    await verify(keys, first);
    server.answer = { kind: "body", body: setOf(second) };
    now += 601;
    await verify(keys, first);
    for (;;) {
      const answer = await verify(keys, second);
      if (answer === "verified") break;
      now += 31;
    }
    expect(await verify(keys, first)).toBe("ERR_JWKS_NO_MATCHING_KEY");
  });

  it("do not make known callers wait when their address hangs", async () => {
    const keys = open(50);
    await verify(keys, first);
    server.answer = { kind: "hang" };
    now += 601;
    expect(await verify(keys, first)).toBe("verified");
    expect(await verify(keys, second)).toBe("ERR_JWKS_NO_MATCHING_KEY");
  });

  it.each([
    ["hangs", { kind: "hang" }],
    ["never ends", { kind: "endless" }],
    ["fails", { kind: "fail" }],
    ["sends us elsewhere", { kind: "elsewhere" }],
    ["answers HTML", { kind: "body", body: "<html>" }],
    ["answers no keys", { kind: "body", body: '{"keys":[]}' }],
  ] as const)(
    "cannot be had when their address %s: nobody is let in, nobody is called a liar",
    async (_, answer) => {
      server.answer = answer;
      const check = createIdentityCheck({
        settings: identitySettingsSchema.parse({
          tokens: [
            {
              id: "corp",
              issuer: "corp",
              audience: ["b"],
              algorithms: ["ES256"],
              keys: { url: server.url, timeoutMs: answer.kind === "hang" ? 50 : 20_000 },
            },
          ],
        }),
        keys: keyRing([], [], clock),
        clock,
        fetch: fetchKeys,
      });
      const token = await first.sign({ iss: "corp", aud: "b", sub: "ada", exp: now + 60 });
      const caller = await check.identify({
        headers: { authorization: `Bearer ${token}` },
        address: "203.0.113.9",
      });
      expect(caller).toMatchObject({
        ok: false,
        problem: { kind: "unavailable", status: 503, retryAfter: 5 },
      });
      // What does not end is not read to an end: half a megabyte, and what was on its way.
      expect(server.sent).toBeLessThan(50_000_000);
    },
  );
});

describe("a key set", () => {
  it("leaves out secrets, private keys and keys for encryption", async () => {
    const keys = [
      { kty: "oct", k: "c2VjcmV0", kid: "first" },
      { ...second.jwk, d: "private" },
      { ...second.jwk, use: "enc" },
      "nonsense",
      null,
      first.jwk,
    ];
    const set = keySet(bytes({ keys }), "keys.json");
    const verified = async (issuer: TestIssuer): Promise<boolean> =>
      jwtVerify(await issuer.sign({}), set).then(
        () => true,
        () => false,
      );
    expect([await verified(first), await verified(second)]).toEqual([true, false]);
  });

  it.each([
    ["[]"],
    ["{}"],
    ['{"keys":{}}'],
    ['{"keys":[{"kty":"oct","k":"AA"}]}'],
    ["not json"],
    ["[".repeat(100_000)],
  ])("is not %.30s", (text) => {
    expect(() => keySet(new TextEncoder().encode(text), "keys.json")).toThrow(
      expect.objectContaining({ code: "IDENTITY_BAD_KEY_SET", place: { at: "keys.json" } }),
    );
  });
});
