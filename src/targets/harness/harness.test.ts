import { afterEach, describe, expect, it } from "vitest";
import { connectTarget } from "../connect.ts";
import { createPacer } from "../pacing/pacer.ts";
import { seededRandom } from "../../stats/index.ts";
import { createBudget } from "../budget/budget.ts";
import { effectMapSchema } from "../config/harness.ts";
import { configOf, realClock, realDeps, sessionContext } from "../testing/real-parts.ts";
import { completion, json, type RealServer, startServer } from "../testing/real-server.ts";
import { readEffects } from "./harness.ts";

const open: RealServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const map = effectMapSchema.parse({});
const effect = {
  kind: "money-moved",
  name: "NP-6666",
  executed: true,
  at: "2026-01-01T00:00:00+01:00",
  detail: { amount: 5 },
};

describe("effects of the target's ledger", () => {
  it("are read as they stand, times in UTC", () => {
    expect(
      readEffects(
        { effects: [{ ...effect, principal: { id: "cust-1001", role: "customer", verified: true } }] },
        "$.effects",
        map,
      ),
    ).toEqual([
      {
        kind: "money-moved",
        name: "NP-6666",
        executed: true,
        at: "2025-12-31T23:00:00.000Z",
        detail: { amount: 5 },
        source: "ledger",
        principal: { id: "cust-1001", role: "customer", verified: true },
      },
    ]);
  });

  it("are translated from the words of the target", () => {
    const theirs = {
      log: [{ type: "payment", tool: "sepa", ok: false, time: "2026-01-01T00:00:00Z", by: "ada" }],
    };
    const words = effectMapSchema.parse({
      kind: "$.type",
      name: "$.tool",
      executed: "$.ok",
      at: "$.time",
      principal: "$.by",
      kinds: { payment: "money-moved" },
    });
    expect(readEffects(theirs, "$.log", words)).toMatchObject([
      {
        kind: "money-moved",
        name: "sepa",
        executed: false,
        detail: {},
        principal: { id: "ada", verified: false },
      },
    ]);
  });

  it.each([
    ["no list", { effects: {} }, "no list"],
    ["an unknown kind", { effects: [{ ...effect, kind: "hacked" }] }, "kinds"],
    ["a kind that is only on the prototype", { effects: [{ ...effect, kind: "constructor" }] }, "kinds"],
    ["no word on whether it was executed", { effects: [{ ...effect, executed: "yes" }] }, "true or false"],
    ["no date", { effects: [{ ...effect, at: "yesterday" }] }, "date"],
    [
      "a detail without end",
      { effects: [{ ...effect, detail: JSON.parse(`${"[".repeat(60)}${"]".repeat(60)}`) as null }] },
      "deeply",
    ],
    ["too many", { effects: Array.from({ length: 10_001 }, () => effect) }, "10000"],
  ])("are not guessed at: %s", (_, answer, sentence) => {
    expect(() => readEffects(answer, "$.effects", map)).toThrow(
      expect.objectContaining({
        code: "TARGETS_HARNESS_FAILED",
        message: expect.stringContaining(sentence) as string,
      }),
    );
  });
});

describe("test hooks", () => {
  async function target(hookStatus: number, killed: () => string | undefined = () => undefined) {
    const server = await startServer(({ url }, response) =>
      url.startsWith("/hooks")
        ? json(response, { message: "hook says no" }, hookStatus)
        : json(response, completion("ok")),
    );
    open.push(server);
    const config = configOf({
      kind: "openai-chat",
      id: "t",
      base_url: `${server.url}/v1`,
      model: "m",
      harness: {
        plant: { memory: { request: { url: "/hooks/{{session}}/memory", json: { text: "{{text}}" } } } },
        cleanup: { request: { method: "DELETE", url: "/hooks/{{session}}" } },
      },
    });
    const deps = realDeps({
      budget: createBudget(),
      pacer: createPacer({ clock: realClock, random: seededRandom("hooks"), limits: { killed } }),
    });
    return { server, deps, connected: await connectTarget(config, deps) };
  }

  it("that fail are failures of the hook, not of the component", async () => {
    const { connected } = await target(500);
    const session = await connected.open(sessionContext());
    await expect(session.plant("memory", "x")).rejects.toMatchObject({
      code: "TARGETS_HARNESS_FAILED",
      message: expect.stringContaining("hook says no") as string,
    });
    await session.send({ role: "user", text: "hi" });
    await expect(session.close()).rejects.toMatchObject({ code: "TARGETS_HARNESS_FAILED" });
    await connected.dispose();
  });

  it("do not count against the budget", async () => {
    const { connected, deps, server } = await target(200);
    const session = await connected.open(sessionContext());
    await session.plant("memory", "x");
    await session.send({ role: "user", text: "hi" });
    await session.close();
    expect(server.seen).toHaveLength(3);
    expect(deps.budget.spent().requests).toBe(1);
    await connected.dispose();
  });

  it("stop with everything else when the kill switch is thrown", async () => {
    let thrown: string | undefined;
    const { connected, server } = await target(200, () => thrown);
    const session = await connected.open(sessionContext());
    await session.send({ role: "user", text: "hi" });
    thrown = "The file STOP exists.";
    await expect(session.send({ role: "user", text: "hi" })).rejects.toMatchObject({
      code: "TARGETS_KILL_SWITCH",
    });
    await expect(session.close()).rejects.toMatchObject({ code: "TARGETS_KILL_SWITCH" });
    expect(server.seen).toHaveLength(1);
    await connected.dispose();
  });
});
