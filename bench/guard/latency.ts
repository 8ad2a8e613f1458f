import type { Guard } from "../../src/contracts/index.ts";
import { agentParts, requestOf, userPart } from "./exchanges.ts";
import { denseTexts, proseTexts } from "./texts.ts";
import { line, round, spread } from "./timing.ts";

/** What checking a request costs: 1 KB of new text, and agents' contexts whole and by one new turn. */
export async function benchLatency(guard: Guard): Promise<void> {
  const text = proseTexts("latency");
  const asked = (make: (length: number) => string) => () => {
    const request = requestOf([userPart("/messages/0", make(1024))]);
    return () => guard.checkRequest(request);
  };
  for (let i = 0; i < 3_000; i++) await guard.checkRequest(requestOf([userPart("/messages/0", text(1024))]));
  const small = await spread(7, 500, asked(text));
  line("checkRequest, 1 KB of new prose", `p50 ${round(small.p50)} µs, p99 ${round(small.p99)} µs`);
  const dense = await spread(7, 500, asked(denseTexts("latency")));
  line("checkRequest, 1 KB of mails, code, tables", `p50 ${round(dense.p50)} µs, p99 ${round(dense.p99)} µs`);
  for (const kilobytes of [32, 256]) {
    const whole = await spread(3, kilobytes > 100 ? 5 : 25, () => {
      const request = requestOf(agentParts(kilobytes * 1024, text));
      return () => guard.checkRequest(request);
    });
    line(
      `checkRequest, ${kilobytes} KB agent context, whole`,
      `p50 ${round(whole.p50 / 1000)} ms, ${round(whole.p50 / kilobytes / small.p50)} × 1 KB for each KB`,
    );
    const parts = agentParts(kilobytes * 1024, text);
    await guard.checkRequest(requestOf(parts));
    const grown = await spread(3, 100, (_, call) => {
      const request = requestOf([...parts, userPart(`/messages/new-${call}`, text(1024))]);
      return () => guard.checkRequest(request);
    });
    line(
      `checkRequest, ${kilobytes} KB agent context, 1 KB new`,
      `p50 ${round(grown.p50)} µs, p99 ${round(grown.p99)} µs, ${round(grown.p50 / whole.p50)} × the whole`,
    );
  }
}
