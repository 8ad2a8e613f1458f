import { expect, it } from "vitest";
import { connectTarget } from "../connect.ts";
import { configOf, realClock, realDeps, sessionContext } from "../testing/real-parts.ts";
import { completion, json, startServer } from "../testing/real-server.ts";
import { tokenBucket } from "../testing/limited-server.ts";

it("a real server that limits its callers answers every request in the end, and refuses few", async () => {
  const limiter = tokenBucket(60, 20);
  let refused = 0;
  let inFlight = 0;
  let most = 0;
  const server = await startServer(async (_, response) => {
    const { allowed, waitMs } = limiter(Date.now());
    most = Math.max(most, ++inFlight);
    await realClock.sleep(10);
    inFlight--;
    if (allowed) return json(response, completion("ok"));
    refused++;
    json(response, { error: { message: "slow down" } }, 429, { "retry-after-ms": String(Math.ceil(waitMs)) });
  });
  const target = await connectTarget(
    configOf({ kind: "openai-chat", id: "t", base_url: server.url, model: "m", concurrency: 12 }),
    realDeps({ maxAttempts: 20 }),
  );
  const answers = await Promise.all(
    Array.from({ length: 150 }, async () => {
      const session = await target.open(sessionContext());
      return session.send({ role: "user", text: "hi" });
    }),
  );
  expect(answers).toHaveLength(150);
  expect(answers.filter((answer) => answer.transport.attempts > 1).length).toBeLessThanOrEqual(refused);
  expect(refused).toBeLessThan(50);
  expect(most).toBeLessThanOrEqual(12);
  await target.dispose();
  await server.close();
});
