import { describe, expect, it } from "vitest";
import { fakeClock } from "../testing/fake-clock.ts";
import { sessionContext } from "../testing/real-parts.ts";
import { unscoredReasonOf } from "../unscored.ts";
import { functionTarget, type FunctionTargetSpec } from "./function-target.ts";

const user = (text: string) => ({ role: "user", text }) as const;
const send = async (spec: Omit<FunctionTargetSpec, "id">, context = sessionContext()) =>
  (await functionTarget({ id: "f", ...spec }).open(context)).send(user("hello"));

describe("a function as a target", () => {
  it("tells the function who speaks, in which session, with which seed and after what", async () => {
    const seen: unknown[] = [];
    const history = [user("before")];
    const context = sessionContext({ seed: 42, history });
    await send(
      {
        reply: ({ turn, history: said, sessionId, seed, principal }) => {
          seen.push([turn.text, said, sessionId, seed, principal.id]);
          return "ok";
        },
      },
      context,
    );
    expect(seen).toEqual([["hello", history, context.sessionId, 42, "cust-1001"]]);
  });

  it("takes tool calls and usage, and estimates usage that is not given", async () => {
    const toolCalls = [{ id: "1", name: "pay", arguments: "{}" }];
    const exact = await send({
      reply: () => ({ text: "", toolCalls, usage: { inputTokens: 9, outputTokens: 3 } }),
    });
    expect(exact.response).toEqual([{ role: "assistant", text: "", toolCalls }]);
    expect(exact.usage).toEqual({ inputTokens: 9, outputTokens: 3, reported: true });
    expect((await send({ reply: () => "12345" })).usage).toEqual({
      inputTokens: 2,
      outputTokens: 2,
      reported: false,
    });
  });

  it.each([
    ["throws", () => Promise.reject(new Error("no model")), "TARGETS_FUNCTION_FAILED", "target-error"],
    ["answers with nothing", () => undefined as never, "TARGETS_UNEXPECTED_SHAPE", "garbage-answer"],
    [
      "answers with a number as text",
      () => ({ text: 5 }) as never,
      "TARGETS_UNEXPECTED_SHAPE",
      "garbage-answer",
    ],
  ])("reports a function that %s", async (_, reply, code, reason) => {
    const error = await send({ reply }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(unscoredReasonOf(error).reason).toBe(reason);
  });

  it("does not wait for ever", async () => {
    const clock = fakeClock();
    const sending = send(
      { reply: () => new Promise(() => undefined), timeoutMs: 2_000 },
      sessionContext({ clock }),
    );
    await expect(clock.run(sending)).rejects.toMatchObject({ code: "TARGETS_TIMEOUT" });
  });

  it("stops waiting when the trial is called off, and tells the function", async () => {
    const stop = new AbortController();
    let told = false;
    const sending = send(
      {
        reply: ({ signal }) =>
          new Promise(() => {
            signal.addEventListener("abort", () => (told = true));
            stop.abort();
          }),
      },
      sessionContext({ signal: stop.signal }),
    );
    await expect(sending).rejects.toMatchObject({ code: "TARGETS_ABORTED" });
    expect(told).toBe(true);
  });

  it("says what it lacks", async () => {
    const target = functionTarget({ id: "f", reply: () => "ok" });
    expect(target.capabilities).toMatchObject({ effects: false, surfaces: ["user-turn", "history"] });
    const report = await target.probe(sessionContext());
    expect(report.reachable).toBe(true);
    expect(report.notes.join(" ")).toContain("No ledger of effects");
    const session = await target.open(sessionContext());
    expect(await session.effects()).toEqual([]);
    await expect(session.plant("memory", "x")).rejects.toMatchObject({ code: "TARGETS_SURFACE_MISSING" });
  });
});

describe("why a trial has no score", () => {
  it("has a word for errors of others too, and never swallows what they said", () => {
    expect(unscoredReasonOf(new TypeError("boom"))).toEqual({
      reason: "target-error",
      detail: "TypeError: boom",
    });
    expect(unscoredReasonOf("odd")).toEqual({ reason: "target-error", detail: "odd" });
  });
});
