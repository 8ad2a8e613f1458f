import { describe, expect, it } from "vitest";
import { clientAddress, trustedProxies } from "./address.ts";

const trusted = trustedProxies(["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"]);

describe("the client's address", () => {
  it.each([
    ["is the peer's without proxies", "203.0.113.9", undefined, "203.0.113.9"],
    ["is not what a stranger writes", "203.0.113.9", "10.1.1.1", "203.0.113.9"],
    ["is what a proxy of ours writes", "10.1.1.1", "203.0.113.9", "203.0.113.9"],
    [
      "is what the first proxy of ours wrote, not what stood there before",
      "10.1.1.1",
      "1.1.1.1, 203.0.113.9, 10.2.2.2",
      "203.0.113.9",
    ],
    ["goes on through IPv6 proxies", "2001:db8::1", "2001:4860::1, 192.0.2.1", "2001:4860::1"],
    ["comes without ports and brackets", "10.1.1.1", "203.0.113.9:4711, [2001:db8::1]:80", "203.0.113.9"],
    ["is the same inside IPv6", "::ffff:10.1.1.1", "::ffff:203.0.113.9", "203.0.113.9"],
    ["stops at nonsense", "10.1.1.1", "203.0.113.9, unknown, 10.2.2.2", "10.2.2.2"],
    ["stops at nothing", "10.1.1.1", "", "10.1.1.1"],
    ["is the outermost proxy when all are ours", "10.1.1.1", "10.3.3.3, 10.2.2.2", "10.3.3.3"],
    ["is passed on when it is none", "unix", "203.0.113.9", "unix"],
  ])("%s", (_, peer, forwarded, address) => {
    expect(clientAddress(peer, forwarded, trusted)).toBe(address);
  });

  it("is found in bounded time whatever is written", () => {
    for (const hostile of [
      ",".repeat(1_000_000),
      "[".repeat(1_000_000),
      "10.0.0.1,".repeat(100_000),
      ":".repeat(1e6),
    ])
      expect(clientAddress("10.1.1.1", hostile, trusted)).toMatch(/^10\./);
  });
});
