import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openWorkspace, packageRoot } from "../../app/index.ts";
import { verifyBundle } from "../../evidence/index.ts";

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

interface Noted {
  readonly kind: "connect" | "listen" | "dns" | "datagram";
  readonly what: string;
}

/**
 * The tour as `npm start` runs it, in a process of its own. Every socket is
 * written down from below.
 */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it("the tour assesses, serves the console, speaks to loopback only and leaves nothing behind on Ctrl-C", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bartizan-demo-"));
  const log = join(folder, "sockets.jsonl");
  const [consolePort, botPort] = [await freePort(), await freePort()];
  try {
    const child = spawn(
      process.execPath,
      [
        "--import",
        join(packageRoot(), "src/cli/testing/record-sockets.mjs"),
        join(packageRoot(), "src/cli/main.ts"),
        "demo",
        "--port",
        String(consolePort),
        "--bot-port",
        String(botPort),
      ],
      { cwd: folder, env: { ...process.env, BARTIZAN_SOCKET_LOG: log, NO_COLOR: "1" } },
    );
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await until(
      () => err.includes("Ctrl-C stops everything"),
      exited,
      () => err,
    );

    expect(out).toContain("3 of 4 gates failed");
    expect(out).toContain("T01@F4");
    const page = await fetch(`http://127.0.0.1:${consolePort}/api/runs`);
    expect(page.status).toBe(401);

    child.kill("SIGINT");
    expect(await exited).toBe(0);
    await expect(fetch(`http://127.0.0.1:${consolePort}/`)).rejects.toThrow();
    await expect(fetch(`http://127.0.0.1:${botPort}/`)).rejects.toThrow();

    const workspace = await openWorkspace(folder);
    const [run] = await workspace.runIds();
    expect((await verifyBundle(join(workspace.paths.runs, run!), {})).state).toBe("intact");
    const left = (await readdir(folder, { recursive: true })).filter((name) =>
      /(lock|\.tmp|-wal|\.draft)$/.test(name),
    );
    expect(left).toEqual([]);

    const noted = (await readFile(log, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Noted);
    expect(noted.filter(({ kind }) => kind === "listen").length).toBeGreaterThanOrEqual(2);
    expect(noted.filter(({ kind }) => kind === "connect").length).toBeGreaterThan(0);
    expect(noted.filter(({ what }) => !loopback.has(what))).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 180_000);

async function until(
  ready: () => boolean,
  exited: Promise<number | null>,
  said: () => string,
): Promise<void> {
  let gone = false;
  void exited.then(() => (gone = true));
  while (!ready()) {
    if (gone) throw new Error(`the tour ended early:\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
