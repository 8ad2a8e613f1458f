import { describe, expect, it } from "vitest";
import { liveShilling, type LivePlan, type RecommenderEndpoint } from "./live-shilling.ts";

/** Shows the items with the highest sums of ratings; counts what is done to it. */
function shop(
  fails?: "rate" | "withdraw",
): RecommenderEndpoint & { readonly ratings: Map<string, Map<string, number>> } {
  const ratings = new Map<string, Map<string, number>>([["old", new Map([["b", 5]])]]);
  return {
    ratings,
    recommend: (_, k) => {
      const sums = new Map<string, number>();
      for (const own of ratings.values())
        for (const [item, value] of own) sums.set(item, (sums.get(item) ?? 0) + value);
      return Promise.resolve(
        [...sums]
          .sort((one, other) => other[1] - one[1])
          .slice(0, k)
          .map(([item]) => item),
      );
    },
    rate: (account, item, value) => {
      if (fails === "rate" && item === "b") return Promise.reject(new Error("down"));
      ratings.set(account, (ratings.get(account) ?? new Map<string, number>()).set(item, value));
      return Promise.resolve();
    },
    withdraw: (account) => {
      if (fails === "withdraw" && account === "x2") return Promise.reject(new Error("down"));
      ratings.delete(account);
      return Promise.resolve();
    },
  };
}

const watchers = Array.from({ length: 12 }, (_, i) => `w${i}`);
const planOf = (endpoint: RecommenderEndpoint, given: Partial<LivePlan> = {}): LivePlan => ({
  endpoint,
  authorised: new Set([...watchers, "x1", "x2"]),
  watchers,
  attackers: ["x1", "x2"],
  profiles: [
    [
      { item: 0, value: 5 },
      { item: 1, value: 1 },
    ],
    [{ item: 0, value: 5 }],
  ],
  items: ["a", "b"],
  target: 0,
  k: 1,
  settled: () => Promise.resolve(),
  ...given,
});

describe("shilling a recommender that serves", () => {
  it("compares what the same accounts are shown, and takes its ratings back", async () => {
    const endpoint = shop();
    const result = await liveShilling(planOf(endpoint));
    expect(result).toMatchObject({ watchers: 12, shownBefore: 0, shownAfter: 12, notWithdrawn: [] });
    expect(result.shift.value).toBe(1);
    expect(result.shift.interval.low).toBeGreaterThan(0.5);
    // All twelve changed one way: 2 × (1/2)^12.
    expect(result.pValue).toBeCloseTo(2 / 4096, 12);
    expect([...endpoint.ratings.keys()]).toEqual(["old"]);
  });

  it("takes them back when something fails, and says what it could not take back", async () => {
    const broken = shop("rate");
    await expect(liveShilling(planOf(broken))).rejects.toThrow("down");
    expect([...broken.ratings.keys()]).toEqual(["old"]);
    expect((await liveShilling(planOf(shop("withdraw")))).notWithdrawn).toEqual(["x2"]);
  });

  it("touches authorised accounts alone", async () => {
    const endpoint = shop();
    const authorised = new Set([...watchers, "x1"]);
    await expect(liveShilling(planOf(endpoint, { authorised }))).rejects.toThrow("`x2` is not authorised");
    expect([...endpoint.ratings.keys()]).toEqual(["old"]);
  });

  it("refuses plans that cannot be carried out", async () => {
    const refused = (given: Partial<LivePlan>) => expect(liveShilling(planOf(shop(), given))).rejects;
    await refused({ watchers: [] }).toThrow("0 watchers");
    await refused({ attackers: ["x1"] }).toThrow("1 attackers for 2 profiles");
    await refused({ watchers: ["x1"] }).toThrow("x1 would be both");
    await refused({ target: 2 }).toThrow("target 2 of 2");
    await refused({ profiles: [[{ item: 7, value: 5 }], []] }).toThrow("2 items");
  });
});
