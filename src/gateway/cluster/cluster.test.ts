import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { execPath } from "node:process";
import { afterEach, describe, expect, it } from "vitest";
import { chatChunk, chatStream, done } from "../testing/openai-shapes.ts";
import { askAt } from "../testing/test-gateway.ts";
import { scriptedUpstream, type ScriptedUpstream } from "../testing/upstream.ts";
import { RestartDelay } from "./backoff.ts";

const chat = "/v1/chat/completions";
const ask = { json: { model: "m", stream: true, messages: [{ role: "user", content: "hello" }] } };

interface Said {
  readonly kind: string;
  readonly url?: string;
  readonly pid?: number;
  readonly code?: string;
  readonly pids?: readonly number[];
}

let child: ChildProcess | undefined;
let upstream: ScriptedUpstream | undefined;
afterEach(async () => {
  child?.kill("SIGKILL");
  await upstream?.close();
  child = undefined;
  upstream = undefined;
});

/** Starts a primary of its own; `said` collects its lines, `until` waits for one. */
function primary(...args: readonly string[]): {
  readonly until: (kind: string) => Promise<Said>;
  readonly process: ChildProcess;
} {
  const process = spawn(execPath, [join(import.meta.dirname, "../testing/cluster-primary.ts"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = process;
  const said: Said[] = [];
  let rest = "";
  process.stdout?.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    said.push(...lines.map((line) => JSON.parse(line) as Said));
  });
  const until = async (kind: string): Promise<Said> => {
    await expect.poll(() => said.some((line) => line.kind === kind), { timeout: 20_000 }).toBe(true);
    return said.splice(
      said.findIndex((line) => line.kind === kind),
      1,
    )[0]!;
  };
  return { until, process };
}

describe("a cluster", () => {
  it("starts dead workers again, and lets running streams finish when it is told to end", async () => {
    upstream = await scriptedUpstream();
    upstream.script({ chunks: chatStream(["hello"]) });
    const { until, process: running } = primary(upstream.url);
    const { url = "", pids = [] } = await until("started");
    expect(pids).toHaveLength(2);
    expect((await askAt(url + chat, ask)).text).toContain("hello");

    await until("worker-ready");
    await until("worker-ready");
    process.kill(pids[0]!, "SIGKILL");
    expect((await until("worker-ended")).pid).toBe(pids[0]);
    expect(pids).not.toContain((await until("worker-ready")).pid);

    let release = (): void => {};
    const gateOpen = new Promise<void>((resolve) => {
      release = resolve;
    });
    upstream.script({
      chunks: [
        chatChunk({ content: "first" }),
        chatChunk({ content: "second" }),
        chatChunk({}, "stop"),
        done,
      ],
      before: (index) => (index === 1 ? gateOpen : undefined),
    });
    const seen = upstream.seen.length;
    const told = askAt(url + chat, ask);
    const up = upstream;
    await expect.poll(() => up.seen.length).toBe(seen + 1);
    running.kill("SIGTERM");
    // The worker without a stream is gone already.
    await until("worker-drained");
    release();
    const { text } = await told;
    expect(text).toContain("second");
    expect(text).toContain("[DONE]");
    await until("finished");
    if (running.exitCode === null) await once(running, "exit");
    expect(running.exitCode).toBe(0);
  });

  it("gives up when no worker ever gets ready", async () => {
    const { until } = primary("fail");
    expect((await until("failed")).code).toBe("GATEWAY_WORKERS_FAIL");
  });
});

describe("the wait before a worker is started again", () => {
  it("doubles while they die young, is bounded, and forgets after a long life", () => {
    const delay = new RestartDelay();
    expect([1, 1, 1].map((lived) => delay.after(lived))).toEqual([100, 200, 400]);
    for (let i = 0; i < 20; i++) delay.after(1);
    expect(delay.after(1)).toBe(10_000);
    expect(delay.after(60_000)).toBe(0);
    expect(delay.after(1)).toBe(100);
  });
});
