import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FintechBot, startFintechBot } from "../../../range/fintech-bot/index.ts";
import type { Exchange } from "../../contracts/index.ts";
import { connectTarget } from "../connect.ts";
import { configOf, realDeps, sessionContext } from "./real-parts.ts";

let bot: FintechBot;
beforeAll(async () => {
  bot = await startFintechBot({ level: 0 });
});
afterAll(() => bot.close());

const configFor = (url: string, more: Record<string, unknown> = {}) =>
  configOf({
    kind: "openai-chat",
    id: "mira",
    base_url: `${url}/v1`,
    model: "mira-l0",
    session_header: "x-session",
    harness: {
      effects: { request: { url: "/range/sessions/{{session}}/effects" } },
      plant: {
        document: {
          request: {
            method: "POST",
            url: "/range/sessions/{{session}}/plant",
            json: { surface: "{{surface}}", text: "{{text}}" },
          },
        },
      },
      cleanup: { request: { method: "DELETE", url: "/range/sessions/{{session}}" } },
    },
    ...more,
  });
const user = (text: string) => ({ role: "user", text }) as const;
const words = (exchange: Exchange): string => exchange.response.map((turn) => turn.text).join("\n");

describe("the practice bot over real sockets", () => {
  it("is reachable and does what its configuration declares", async () => {
    const target = await connectTarget(configFor(bot.url), realDeps());
    const report = await target.probe(sessionContext());
    expect(report).toMatchObject({
      reachable: true,
      model: "mira-l0",
      capabilities: { effects: true, seed: true },
    });
    await target.dispose();
  });

  it("gives the same answer to the same seed, plain and streamed, whatever the session", async () => {
    const texts = await Promise.all(
      [false, true, false].map(async (stream) => {
        const target = await connectTarget(configFor(bot.url, { stream }), realDeps());
        const session = await target.open(sessionContext({ seed: 11 }));
        const exchange = await session.send(user("Hello, what can you do for me?"));
        expect(exchange.transport.streamed).toBe(stream);
        await session.close();
        await target.dispose();
        return words(exchange);
      }),
    );
    expect(texts[0]).not.toBe("");
    expect(new Set(texts).size).toBe(1);
  });

  it("shows in its ledger what it did, and forgets it when the session is closed", async () => {
    const target = await connectTarget(configFor(bot.url), realDeps());
    const context = sessionContext();
    const session = await target.open(context);
    await session.plant("document", "Opening hours: 9 to 17.");
    await session.send(user("What is the balance of my account NP-1001?"));
    const effects = await session.effects();
    expect(effects.length).toBeGreaterThan(0);
    expect(effects[0]).toMatchObject({ source: "ledger", executed: true });
    await session.close();
    const again = await target.open({ ...context });
    expect(await again.effects()).toEqual([]);
    await again.close();
    await target.dispose();
  });

  it("comes through under the bot's own rate limit without losing an answer", async () => {
    const limited = await startFintechBot({ level: 0, requestsPerMinute: 1_200 });
    try {
      const target = await connectTarget(
        configFor(limited.url, { concurrency: 16 }),
        realDeps({ maxAttempts: 20 }),
      );
      const answers = await Promise.all(
        Array.from({ length: 120 }, async () => {
          const session = await target.open(sessionContext());
          const exchange = await session.send(user("Hello"));
          await session.close();
          return exchange;
        }),
      );
      expect(answers.filter((exchange) => words(exchange) !== "")).toHaveLength(120);
      await target.dispose();
    } finally {
      await limited.close();
    }
  });
});
