/**
 * What a gateway adds: ours with every pure detector on, two that look at nothing (the least there can be, and the
 * naive one of Hono and fetch), and with `--peers` what can be installed beside them, all in front of the same stub in the same run, each in a process
 * of its own. On a shared machine read the processor time of an exchange and the ratios; latencies are the best of
 * several rounds taken in turns.
 *
 * node bench/gateway/bench.ts [--peers [FOLDER TO INSTALL THEM IN AND KEEP]]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { line, quantile, round } from "../guard/timing.ts";
import { lanes, type Kind, type Target } from "./load.ts";
import { pacedStreams } from "./paced.ts";
import { installPeers } from "./peers.ts";
import { serve, type Served } from "./process.ts";

interface Contender extends Target {
  readonly name: string;
  readonly process: Served;
}

const folder = mkdtempSync(join(tmpdir(), "bartizan-bench-"));
const running: Served[] = [];
const start = async (file: string, ...args: string[]): Promise<Served> => {
  const served = await serve(file, args);
  running.push(served);
  return served;
};

try {
  const stub = await start("stub.ts");
  const direct: Contender = { name: "direct", url: stub.url, process: stub };
  const ours = await start("ours.ts", folder, stub.url);
  const naive = await start("fetch-proxy.ts", folder, stub.url);
  const bare = await start("bare-proxy.ts", folder, stub.url);
  const contenders: Contender[] = [
    { name: "bartizan", url: ours.url, process: ours },
    { name: "node:http + undici, looks at nothing", url: bare.url, process: bare },
    { name: "hono + fetch, looks at nothing", url: naive.url, process: naive },
  ];
  const flag = process.argv.indexOf("--peers");
  if (flag > 0)
    for (const peer of await installPeers(process.argv[flag + 1] ?? folder, stub.url)) {
      running.push(peer.process);
      contenders.push(peer);
    }
  const able: Contender[] = [];
  const streaming: Contender[] = [];
  for (const one of [direct, ...contenders])
    for (const [kind, list] of [
      ["json", able],
      ["burst", streaming],
    ] as const)
      try {
        await lanes(one, kind, 8, 200);
        list.push(one);
      } catch (error) {
        console.log(
          `${one.name}: ${kind} not measured, ${error instanceof Error ? error.message : "it failed"}`,
        );
      }
  const without = (list: readonly Contender[]): Contender[] => list.filter((one) => one !== direct);
  await added(direct, without(able));
  await throughput(without(able), "json", 3_000);
  await throughput(without(streaming), "burst", 800);
  for (const one of without(streaming)) await paced(one);
} finally {
  for (const one of running) await one.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Latency one by one, over that of the stub alone. */
async function added(direct: Contender, contenders: readonly Contender[]): Promise<void> {
  const best = new Map<Contender, { p50: number; p99: number }>();
  for (let turn = 0; turn < 5; turn++)
    for (const one of [direct, ...contenders]) {
      const { took } = await lanes(one, "json", 1, 400);
      const before = best.get(one) ?? { p50: Infinity, p99: Infinity };
      best.set(one, {
        p50: Math.min(before.p50, quantile(took, 0.5)),
        p99: Math.min(before.p99, quantile(took, 0.99)),
      });
    }
  const base = best.get(direct) ?? { p50: 0, p99: 0 };
  line("direct, one by one, 1 KB", `p50 ${round(base.p50)} ms, p99 ${round(base.p99)} ms`);
  for (const one of contenders) {
    const { p50, p99 } = best.get(one) ?? { p50: Number.NaN, p99: Number.NaN };
    line(`${one.name}: added`, `p50 ${round(p50 - base.p50)} ms, p99 ${round(p99 - base.p99)} ms`);
  }
}

async function throughput(contenders: readonly Contender[], kind: Kind, most: number): Promise<void> {
  for (const one of contenders) {
    let micros = Infinity;
    const { seconds, took } = await lanes(one, kind, 32, 200);
    let rate = took.length / seconds;
    // The slow ones are not asked for minutes.
    const exchanges = Math.min(most, Math.ceil(rate * 4));
    for (let turn = 0; turn < 3; turn++) {
      const before = await one.process.cpu();
      const { seconds, took } = await lanes(one, kind, 32, exchanges);
      micros = Math.min(micros, ((await one.process.cpu()) - before) / took.length);
      rate = Math.max(rate, took.length / seconds);
    }
    const what = kind === "json" ? "requests" : "streams of 64 deltas";
    line(
      `${one.name}: ${what}, 32 at once`,
      `${rate.toFixed(0)}/s, ${round(micros)} µs of processor each: ${(1e6 / micros).toFixed(0)}/s a core`,
    );
  }
}

/** Streams of 50 tokens a second: how many at once arrive whole, and for how many a core would do. */
async function paced(one: Contender): Promise<void> {
  for (const streams of [50, 200, 500]) {
    const before = await one.process.cpu();
    const began = performance.now();
    const { whole, seconds } = await pacedStreams(one, streams);
    const busy = ((await one.process.cpu()) - before) / 1000 / (performance.now() - began);
    const perStream = (busy * (performance.now() - began)) / streams / 1_300;
    line(
      `${one.name}: ${streams} paced streams`,
      `${whole} whole, p99 ${round(quantile(seconds, 0.99))} s (1.3 s paced), core ${(100 * busy).toFixed(0)} % busy, ` +
        `${(1 / perStream).toFixed(0)} streams a core`,
    );
    // More at once would only show again that it is full.
    if (quantile(seconds, 0.5) > 6) return;
  }
}
