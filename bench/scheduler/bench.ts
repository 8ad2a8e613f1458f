/**
 * The scheduler, measured against what people use instead: one request at a time, and a fixed number at
 * a time with exponential backoff. Each runs against the same simulated target on a clock of its own, so
 * that an hour takes a second and the figures are the same everywhere.
 *
 * The second part is real: requests a second over loopback, ours against the bare HTTP client.
 *
 * node bench/scheduler/bench.ts
 */
import { setTimeout } from "node:timers/promises";
import { Agent, request } from "undici";
import type { Clock } from "../../src/contracts/index.ts";
import { seededRandom } from "../../src/stats/index.ts";
import { connectTarget, createBudget, createPacer, targetConfigSchema } from "../../src/targets/index.ts";
import { fakeClock } from "../../src/targets/testing/fake-clock.ts";
import {
  fixedWindow,
  simulatedServer,
  tokenBucket,
  type Limiter,
  type SimulatedServer,
  type Tells,
} from "../../src/targets/testing/limited-server.ts";
import { completion, json, startServer } from "../../src/targets/testing/real-server.ts";

const seconds = 300;
const signal = new AbortController().signal;
type Send = (server: SimulatedServer, clock: Clock) => (worker: number) => Promise<void>;

/** Tries again after 1, 2, 4 … seconds with jitter, as most clients do; eight times. */
const backoff: Send = (server, clock) => {
  const random = seededRandom("backoff");
  return async () => {
    for (let attempt = 0; attempt < 8; attempt++) {
      const result = await server.attempt();
      if (result.kind === "answered") return;
      const told = result.kind === "limited" ? result.quota.retryAfterMs : undefined;
      await clock.sleep(told ?? random.next() * 1_000 * 2 ** attempt);
    }
  };
};

const adaptive: Send = (server, clock) => {
  const pacer = createPacer({ clock, random: seededRandom("bench") });
  return async () => {
    await pacer
      .run({ key: "k", limits: { concurrency: 64 }, signal, attempt: server.attempt })
      .catch(() => undefined);
  };
};

const schedulers: readonly [string, number, Send][] = [
  ["serial", 1, backoff],
  ["fixed 4", 4, backoff],
  ["fixed 16", 16, backoff],
  ["fixed 64", 64, backoff],
  ["ours", 80, adaptive],
];
const targets: readonly [string, () => Limiter, number][] = [
  ["10/s, no burst", () => tokenBucket(10, 1), 10],
  ["10/s, burst 10", () => tokenBucket(10, 10), 10],
  ["50/s, burst 5", () => tokenBucket(50, 5), 50],
  ["60 a minute (window)", () => fixedWindow(60, 60_000), 1],
  ["600 a minute (window)", () => fixedWindow(600, 60_000), 10],
];

async function simulate(
  width: number,
  make: () => Limiter,
  tells: Tells,
  send: Send,
): Promise<SimulatedServer> {
  const clock = fakeClock();
  const server = simulatedServer({ clock, limiter: make(), latencyMs: 800, tells });
  const one = send(server, clock);
  const end = clock.now() + seconds * 1_000;
  const worker = async (index: number): Promise<void> => {
    while (clock.now() < end) await one(index);
  };
  const stop = clock.sleep(seconds * 1_000);
  for (let i = 0; i < width; i++) void worker(i);
  await clock.run(stop);
  return server;
}

console.log(`Share of the allowed rate in the first ${seconds} s (refusals per answer), 800 ms latency\n`);
for (const tells of ["nothing", "retry-after"] as const) {
  console.log(`target tells ${tells}`.padEnd(26) + schedulers.map(([name]) => name.padStart(14)).join(""));
  for (const [name, make, perSecond] of targets) {
    const cells: string[] = [];
    for (const [, width, send] of schedulers) {
      const server = await simulate(width, make, tells, send);
      const share = (server.answered() / (perSecond * seconds)) * 100;
      cells.push(`${share.toFixed(0)} % (${(server.refused() / server.answered()).toFixed(2)})`.padStart(14));
    }
    console.log(`  ${name}`.padEnd(26) + cells.join(""));
  }
}

const realClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, stop) => {
    await setTimeout(ms, undefined, { ref: false, ...(stop && { signal: stop }) });
  },
};
const server = await startServer((_, response) => json(response, completion("ok")));
const total = 4_000;
const width = 16;

async function perSecond(one: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let left = total;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return (total / (performance.now() - start)) * 1_000;
}

const agent = new Agent({ connections: width, pipelining: 1, allowH2: false });
const body = JSON.stringify({ model: "m", messages: [{ role: "user", content: "hello" }] });
const bare = async (): Promise<unknown> => {
  const answer = await request(`${server.url}/v1/chat/completions`, {
    method: "POST",
    body,
    dispatcher: agent,
  });
  return answer.body.json();
};
const target = await connectTarget(
  targetConfigSchema.parse({
    kind: "openai-chat",
    id: "bench",
    base_url: `${server.url}/v1`,
    model: "m",
    concurrency: width,
  }),
  {
    secrets: async () => "",
    clock: realClock,
    pacer: createPacer({ clock: realClock, random: seededRandom("bench") }),
    budget: createBudget(),
    env: {},
    readFile: async () => new Uint8Array(),
  },
);
let sessions = 0;
const ours = async (): Promise<void> => {
  const session = await target.open({
    signal,
    clock: realClock,
    random: seededRandom("bench"),
    sessionId: `bench-${String(++sessions).padStart(6, "0")}`,
    principal: { id: "bench", verified: false },
    seed: 1,
  });
  await session.send({ role: "user", text: "hello" });
  await session.close();
};
await perSecond(bare);
const [plain, whole] = [await perSecond(bare), await perSecond(ours)];
console.log(`\nOver loopback, ${width} at a time, server in the same process:`);
console.log(`  bare client  ${plain.toFixed(0)} requests/s`);
console.log(
  `  ours         ${whole.toFixed(0)} requests/s (${((1 / whole - 1 / plain) * 1e6).toFixed(0)} µs more each)`,
);
await agent.close();
await target.dispose();
await server.close();
