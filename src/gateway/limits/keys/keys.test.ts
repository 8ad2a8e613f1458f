import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyRing } from "./key-ring.ts";
import { createVirtualKey, hashOfKey, isVirtualKey } from "./mint.ts";
import { allowsName } from "./name-pattern.ts";
import { teamsSchema, virtualKeysSchema } from "./schema.ts";

const clock = { now: () => Date.parse("2026-11-23T12:00:00Z") };
const ring = (keys: object[], teams: object[] = []) =>
  keyRing(virtualKeysSchema.parse(keys), teamsSchema.parse(teams), clock);

describe("a virtual key", () => {
  it("has the form bz- and 49 characters, and a checksum that catches a slip of the finger", () => {
    const { text, hash } = createVirtualKey();
    expect(text).toMatch(/^bz-[A-Za-z0-9_-]{49}$/);
    expect(hash).toBe(hashOfKey(text));
    expect(isVirtualKey(text)).toBe(true);
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 51 }),
        fc.constantFrom("a", "Z", "0", "9", "-", "_"),
        (at, char) => {
          const slipped = text.slice(0, at) + char + text.slice(at + 1);
          expect(isVirtualKey(slipped)).toBe(slipped === text);
        },
      ),
    );
  });

  it("is the same for the same randomness, and another for other", () => {
    const zeros = createVirtualKey((size) => new Uint8Array(size));
    expect(zeros.text).toBe("bz-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAUUfM_Y");
    expect(createVirtualKey().text).not.toBe(createVirtualKey().text);
  });

  it("is found by its text alone, with everything that is said of it", () => {
    const [mine, other] = [createVirtualKey(), createVirtualKey()];
    const keys = ring(
      [
        {
          id: "mine",
          hash: mine.hash,
          team: "support",
          tags: ["prod"],
          models: ["gpt-4o*"],
          role: "service",
        },
        { id: "other", hash: other.hash, principal: "backend", vouchesForUsers: true },
      ],
      [{ id: "support" }],
    );
    expect(keys.find(mine.text)).toEqual({
      ok: true,
      key: {
        id: "mine",
        digest: mine.hash.slice(7, 23),
        team: "support",
        tags: ["prod"],
        principal: "mine",
        role: "service",
        vouchesForUsers: false,
        models: ["gpt-4o*"],
      },
    });
    expect(keys.find(other.text)).toMatchObject({ key: { principal: "backend", vouchesForUsers: true } });
    for (const text of [createVirtualKey().text, "", mine.hash, mine.text.slice(0, -1), `${mine.text} `])
      expect(keys.find(text)).toEqual({ ok: false, why: "unknown" });
  });

  it("is not found by a key whose digest only begins alike", () => {
    const { text, hash } = createVirtualKey();
    const twin = `${hash.slice(0, 23)}${"0".repeat(48)}`;
    expect(ring([{ id: "twin", hash: twin }]).find(text)).toEqual({ ok: false, why: "unknown" });
  });

  it("ends when it says so, and at once when disabled", () => {
    const [a, b, c] = [createVirtualKey(), createVirtualKey(), createVirtualKey()];
    const keys = ring([
      { id: "over", hash: a.hash, expires: "2026-11-23T12:00:00Z" },
      { id: "not-yet", hash: b.hash, expires: "2026-11-23T13:00:01+01:00" },
      { id: "off", hash: c.hash, disabled: true },
    ]);
    expect(keys.find(a.text)).toMatchObject({ ok: false, why: "expired", key: { id: "over" } });
    expect(keys.find(b.text)).toMatchObject({ ok: true });
    expect(keys.find(c.text)).toMatchObject({ ok: false, why: "disabled" });
  });

  it("has budgets of its own and of its team, named after their owners", () => {
    const { hash } = createVirtualKey();
    const requests = { limit: 5, windowSeconds: 60 };
    const keys = ring(
      [{ id: "k", hash, team: "t", budgets: [{ requests }, { id: "day", concurrent: 2 }] }],
      [{ id: "t", budgets: [{ id: "k", tokens: requests }] }],
    );
    expect(keys.budgetsOfKey(hash.slice(7, 23))).toEqual([
      { id: "key:k:1", per: "virtual-key", requests },
      { id: "key:k:day", per: "virtual-key", concurrent: 2 },
    ]);
    expect(keys.budgetsOfTeam("t")).toEqual([{ id: "team:t:k", per: "team", tokens: requests }]);
    expect(keys.budgetsOfTeam("other")).toEqual([]);
  });

  it.each([
    ["the same id", [{ id: "a" }, { id: "a" }], "LIMITS_DUPLICATE", "gateway.keys[1].id"],
    [
      "the same hash",
      [
        { id: "a", hash: "same" },
        { id: "b", hash: "same" },
      ],
      "LIMITS_DUPLICATE",
      "gateway.keys[1].hash",
    ],
    ["a team nobody describes", [{ id: "a", team: "x" }], "LIMITS_UNKNOWN_TEAM", "gateway.keys[0].team"],
  ])("is refused with %s", (_, keys, code, field) => {
    const same = createVirtualKey().hash;
    const given = keys.map((key: object) => ({
      ...key,
      hash: "hash" in key ? same : createVirtualKey().hash,
    }));
    expect(() => ring(given)).toThrow(expect.objectContaining({ code, place: { field } }));
  });

  it.each([
    { id: "a", hash: "bz-not-a-hash" },
    { id: "Upper", hash: `sha256:${"0".repeat(64)}` },
    { id: "a", hash: `sha256:${"0".repeat(64)}`, expires: "tomorrow" },
    { id: "a", hash: `sha256:${"0".repeat(64)}`, key: "bz-x" },
  ])("is not configured by %j", (key) => {
    expect(virtualKeysSchema.safeParse([key]).success).toBe(false);
  });
});

describe("names that are allowed", () => {
  it.each([
    [undefined, "anything", true],
    [["gpt-4o"], "gpt-4o", true],
    [["gpt-4o"], "gpt-4o-mini", false],
    [["gpt-4o*"], "gpt-4o-mini", true],
    [["a", "*"], "x", true],
    [[], "x", false],
    [["a*b"], "axb", false],
  ])("%j: %s is %s", (patterns, name, allowed) => {
    expect(allowsName(patterns, name)).toBe(allowed);
  });
});
