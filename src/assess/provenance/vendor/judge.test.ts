import { describe, expect, it } from "vitest";
import { judgeTls, pinningOf, readListing, standingOf } from "./judge.ts";

const tls = {
  protocol: "TLSv1.3",
  cipher: "TLS_AES_256_GCM_SHA384",
  trusted: true,
  chain: [
    {
      sha256: "0",
      subject: "CN=x",
      issuer: "CN=y",
      names: [],
      key: "rsa 2048",
      validFrom: "2026-01-01T00:00:00Z",
      validUntil: "2026-12-31T00:00:00Z",
    },
  ],
};
const now = Date.parse("2026-11-23T12:00:00Z");
const rules = (...given: Parameters<typeof judgeTls>): string[] => judgeTls(...given).map(({ rule }) => rule);

describe("what a vendor's endpoint shows", () => {
  it("is held against today and what is thought strong", () => {
    expect(rules(tls, now)).toEqual([]);
    expect(rules(tls, Date.parse("2027-01-02T00:00:00Z"))).toEqual(["tls/certificate-expired"]);
    expect(rules(tls, Date.parse("2026-12-20T00:00:00Z"))).toEqual(["tls/certificate-ends-soon"]);
    expect(rules({ ...tls, trusted: false }, now)).toEqual(["tls/certificate-not-trusted"]);
    expect(rules({ ...tls, protocol: "TLSv1.1", cipher: "TLS_RSA_WITH_AES_128_CBC_SHA" }, now)).toEqual([
      "tls/old-protocol",
      "tls/weak-cipher",
    ]);
  });

  it.each([
    ["gpt-4o-2024-08-06", "pinned"],
    ["model-20250219", "pinned"],
    ["gpt-4-0613", "pinned"],
    ["big-001", "pinned"],
    ["chat-latest", "moving"],
    ["llama3:latest", "moving"],
    ["gpt-4o", "undated"],
    ["llama-3.1-8b", "undated"],
  ])("the name %s is %s", (name, pinning) => {
    expect(pinningOf(name)).toBe(pinning);
  });

  it("a listing says whether the model is in it, in whatever order; what is no listing is none", () => {
    const data = [{ id: "a" }, { id: "b" }];
    const listing = readListing({ data }, "b");
    expect(listing).toMatchObject({ models: 2, listed: true });
    expect(readListing({ data: data.toReversed() }, "b")).toEqual(listing);
    expect(readListing({ data }, "c")?.listed).toBe(false);
    for (const bad of [null, {}, { data: {} }, { data: [{}] }, { data: [1] }])
      expect(readListing(bad, "a")).toBeUndefined();
  });

  it("a document holds through its last day", () => {
    const given = {
      path: "soc2.pdf",
      scope: "all",
      sha256: "1",
      validFrom: "2026-01-01",
      validUntil: "2026-11-23",
    };
    expect(standingOf(given, now).status).toBe("current");
    expect(standingOf(given, now + 86_400_000).status).toBe("expired");
    expect(standingOf({ ...given, validFrom: "2026-11-24" }, now).status).toBe("not-yet-valid");
    expect(standingOf({ ...given, expected: "2" }, now).status).toBe("differs");
    expect(standingOf({ path: "x", scope: "y" }, now).status).toBe("missing");
  });
});
