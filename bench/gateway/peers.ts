import { randomBytes } from "node:crypto";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Target } from "./load.ts";
import type { Served } from "./process.ts";

export interface Peer extends Target {
  readonly name: string;
  readonly process: Served;
}

/**
 * Installs other gateways into the folder, unless they are there already, and starts them in front of the stub, with no
 * guards of their own. One that cannot be had is said to be missing. LLM Guard is not among them: its scanners for injections and personal data
 * need torch and weights from a model hub.
 */
export async function installPeers(folder: string, stub: string): Promise<Peer[]> {
  const peers: Peer[] = [];
  for (const [name, start] of [
    ["portkey", portkey],
    ["litellm", litellm],
  ] as const)
    try {
      peers.push(await start(folder, stub));
    } catch (error) {
      console.log(
        `${name}: not measured, ${error instanceof Error ? error.message.slice(0, 200) : "no reason"}`,
      );
    }
  console.log("llm guard: not measured, its scanners need torch and weights from a model hub");
  return peers;
}

async function portkey(folder: string, stub: string): Promise<Peer> {
  const run = { cwd: folder, stdio: "ignore", timeout: 180_000 } as const;
  const start = join(folder, "node_modules/@portkey-ai/gateway/build/start-server.js");
  if (!existsSync(start)) {
    execFileSync("npm", ["init", "-y"], run);
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "@portkey-ai/gateway"], run);
  }
  const port = await freePort();
  const child = spawn(process.execPath, [start, "--headless", `--port=${port}`], { stdio: "ignore" });
  const headers = { "x-portkey-provider": "openai", "x-portkey-custom-host": `${stub}/v1` };
  return ready("portkey gateway, no guards", `http://127.0.0.1:${port}`, child, headers);
}

async function litellm(folder: string, stub: string): Promise<Peer> {
  const venv = join(folder, "venv");
  const run = { cwd: folder, stdio: "ignore", timeout: 300_000 } as const;
  if (!existsSync(join(venv, "bin/litellm"))) {
    execFileSync("python3", ["-m", "venv", venv], run);
    execFileSync(join(venv, "bin/pip"), ["install", "-q", "litellm[proxy]"], run);
  }
  const key = `sk-${randomBytes(24).toString("hex")}`;
  const port = await freePort();
  const config = join(folder, "litellm.json");
  writeFileSync(
    config,
    JSON.stringify({
      model_list: ["json", "burst", "paced"].map((name) => ({
        model_name: name,
        litellm_params: { model: `openai/${name}`, api_base: `${stub}/v1`, api_key: "sk-none" },
      })),
      general_settings: { master_key: key },
    }),
  );
  const child = spawn(join(venv, "bin/litellm"), ["--config", config, "--port", String(port)], {
    stdio: "ignore",
    env: { ...process.env, LITELLM_LOCAL_MODEL_COST_MAP: "True", LITELLM_LOG: "ERROR" },
  });
  const headers = { authorization: `Bearer ${key}` };
  return ready("litellm proxy, no guards", `http://127.0.0.1:${port}`, child, headers);
}

async function ready(
  name: string,
  url: string,
  child: ChildProcess,
  headers: Readonly<Record<string, string>>,
): Promise<Peer> {
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      if (child.exitCode !== null) return resolve();
      child.once("exit", () => resolve());
      child.kill("SIGKILL");
    });
  for (let i = 0; i < 60; i++) {
    await delay(1_000);
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ model: "json", messages: [{ role: "user", content: "hello" }] }),
    }).catch(() => undefined);
    if (answer?.ok === true)
      return { name, url, headers, process: { url, cpu: async () => cpuOf(child.pid ?? 0), stop } };
  }
  await stop();
  throw new Error(`${name} did not answer within a minute`);
}

/** Microseconds of processor time, from /proc (ticks of a hundredth of a second). */
function cpuOf(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const stat = readFileSync(file, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
