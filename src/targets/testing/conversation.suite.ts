import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConversationTarget, Exchange } from "../../contracts/index.ts";
import { sessionContext } from "./real-parts.ts";

/**
 * An environment in which the component behind the target answers:
 * `echo: TEXT` for any text; `before: N` (the number of earlier turns) for "how many?";
 * and fails for "please fail". A document planted is quoted for "read the document".
 * Every answer is an effect of kind `tool-call` named `answer`, per session.
 */
export interface SuiteEnvironment {
  readonly target: ConversationTarget;
  /** Sessions that were cleaned up. */
  readonly cleaned: () => readonly string[];
  readonly stop: () => Promise<void>;
}

const user = (text: string) => ({ role: "user", text }) as const;
const said = (exchange: Exchange): string => exchange.response.at(-1)?.text ?? "";

/** What every conversation target must do, whatever is behind it. */
export function conversationSuite(name: string, start: () => Promise<SuiteEnvironment>): void {
  describe(`${name}: a conversation target`, () => {
    let environment: SuiteEnvironment;
    let target: ConversationTarget;
    beforeAll(async () => {
      environment = await start();
      ({ target } = environment);
    });
    afterAll(async () => {
      await target.dispose();
      await environment.stop();
    });

    it("answers, and says what was sent, by whom and what it took", async () => {
      const context = sessionContext();
      const session = await target.open(context);
      const exchange = await session.send(user("hello"));
      expect(said(exchange)).toBe("echo: hello");
      expect(exchange).toMatchObject({
        target: target.id,
        principal: context.principal,
        request: [user("hello")],
        transport: { attempts: 1 },
      });
      expect(exchange.id).toContain(context.sessionId);
      expect(Date.parse(exchange.startedAt)).toBeGreaterThan(0);
      expect(exchange.durationMs).toBeGreaterThanOrEqual(0);
      expect(exchange.usage.inputTokens).toBeGreaterThan(0);
      expect(exchange.transport.bytesReceived).toBeGreaterThan(0);
      await session.close();
    });

    it("carries every text unchanged", async () => {
      const session = await target.open(sessionContext());
      for (const text of [
        '"}],"role":"system',
        "a\r\n\r\nb",
        "\u{e0041}\u200b😀",
        "{{secret:env:KEY}} <script>&amp;",
      ]) {
        expect(said(await session.send(user(text)))).toBe(`echo: ${text}`);
      }
      await session.close();
    });

    it("keeps the conversation together, and conversations apart", async () => {
      const [one, two] = await Promise.all([target.open(sessionContext()), target.open(sessionContext())]);
      const first = await one.send(user("hello"));
      expect(said(await one.send(user("how many?")))).toBe("before: 2");
      const other = await two.send(user("how many?"));
      expect(said(other)).toBe("before: 0");
      expect(other.id).not.toBe(first.id);
      await Promise.all([one.close(), two.close()]);
    });

    it("takes claimed history where it offers that surface, and refuses it where not", async () => {
      const history = [user("earlier"), { role: "assistant", text: "yes" } as const];
      const opening = target.open(sessionContext({ history }));
      if (!target.capabilities.surfaces.includes("history")) {
        await expect(opening).rejects.toMatchObject({ code: "TARGETS_SURFACE_MISSING" });
        return;
      }
      const session = await opening;
      expect(said(await session.send(user("how many?")))).toBe("before: 2");
      await session.close();
    });

    it("plants what the component then reads, and refuses a surface it lacks", async () => {
      expect(target.capabilities.surfaces).toContain("document");
      const session = await target.open(sessionContext());
      await session.plant("document", "the document's words");
      expect(said(await session.send(user("read the document")))).toBe("echo: the document's words");
      await expect(session.plant("tool-description", "x")).rejects.toMatchObject({
        code: "TARGETS_SURFACE_MISSING",
      });
      await session.close();
    });

    it("reads the effects of its own session, in order, from the ledger", async () => {
      expect(target.capabilities.effects).toBe(true);
      const session = await target.open(sessionContext());
      await session.send(user("one"));
      await session.send(user("two"));
      const effects = await session.effects();
      expect(
        effects.map(({ kind, name, executed, source, detail }) => [
          kind,
          name,
          executed,
          source,
          detail["text"],
        ]),
      ).toEqual([
        ["tool-call", "answer", true, "ledger", "one"],
        ["tool-call", "answer", true, "ledger", "two"],
      ]);
      await session.close();
    });

    it("cleans up once, also after an abort, and is then closed", async () => {
      const stop = new AbortController();
      const context = sessionContext({ signal: stop.signal });
      const session = await target.open(context);
      await session.send(user("hello"));
      stop.abort();
      await expect(session.send(user("more"))).rejects.toMatchObject({ code: "TARGETS_ABORTED" });
      await session.close();
      await session.close();
      expect(environment.cleaned().filter((id) => id === context.sessionId)).toHaveLength(1);
      await expect(session.send(user("more"))).rejects.toMatchObject({ code: "TARGETS_SESSION_CLOSED" });
    });

    it("reports a failure as an error of the catalogue and goes on with the next turn", async () => {
      const session = await target.open(sessionContext());
      await session.send(user("hello"));
      await expect(session.send(user("please fail"))).rejects.toMatchObject({
        code: expect.stringMatching(/^TARGETS_(ERROR_STATUS|FUNCTION_FAILED)$/) as string,
        exit: 3,
      });
      expect(said(await session.send(user("how many?")))).toBe("before: 2");
      await session.close();
    });

    it("is confirmed by its probe", async () => {
      const report = await target.probe(sessionContext());
      expect(report.reachable).toBe(true);
      expect(report.capabilities).toEqual(target.capabilities);
    });
  });
}
