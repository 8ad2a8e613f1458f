import type { Guard } from "../../src/contracts/index.ts";
import { requestOf, userPart } from "./exchanges.ts";
import { prose, denseTexts } from "./texts.ts";
import { line, quantile, round } from "./timing.ts";

/** What a token of a stream costs, and how much is held back. */
export async function benchStreams(guard: Guard): Promise<void> {
  const text = denseTexts("streams");
  for (const [name, make] of [
    ["running prose", (i: number) => `Chapter ${i}. ${prose.repeat(3)}`],
    ["mails, code and tables", () => text(2_400)],
  ] as const) {
    let best = Infinity;
    let held: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      held = [];
      let micros = 0;
      let tokens = 0;
      for (let i = 0; i < 12; i++) {
        const request = requestOf([userPart("/messages/0", text(1024))], [text(600)]);
        await guard.checkRequest(request);
        const answer = make(turn * 100 + i);
        const stream = guard.openStream(request, {
          at: "/choices/0/delta/content",
          stage: "output",
          role: "assistant",
          text: "",
        });
        const began = performance.now();
        for (let at = 0; at < answer.length; at += 4) {
          stream.write(answer.slice(at, at + 4));
          held.push(stream.held);
          tokens++;
        }
        stream.end();
        micros += (performance.now() - began) * 1000;
      }
      best = Math.min(best, micros / tokens);
    }
    const mean = held.reduce((a, b) => a + b, 0) / held.length;
    line(
      `stream of ${name}, a token of 4 characters`,
      `${round(best)} µs; held mean ${round(mean)}, p95 ${quantile(held, 0.95)}, most ${Math.max(...held)} characters`,
    );
  }
}
