import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startServer } from "../start.ts";
import { memoryBook } from "./memory-book.ts";
import { samplePorts } from "./sample-ports.ts";

/**
 * Serves the sample with the built console, for looking at it and for the browser test:
 * `node src/server/testing/serve-sample.ts --port 8430`. Prints one JSON line: url, signIn, tokens.
 * The running run moves once a second unless `--still` is given.
 */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8430" },
    console: { type: "string" },
    still: { type: "boolean" },
  },
});
const root = join(import.meta.dirname, "../../..");
const scratch = await mkdtemp(join(tmpdir(), "bartizan-sample-"));
const book = memoryBook(randomBytes);
const tokens = {
  viewer: book.add("vera", { role: "viewer" }),
  analyst: book.add("anna", { role: "analyst" }),
  approver: book.add("peer", { role: "approver" }),
  admin: book.add("ada", { role: "admin" }),
};
const ports = samplePorts();
const server = await startServer({
  ports,
  book,
  clock: {
    now: () => Date.now(),
    sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
  },
  random: randomBytes,
  version: "0.1.0",
  consoleDir: values.console ?? join(root, "dist/console"),
  stagingDir: join(scratch, "staging"),
  runsDir: join(scratch, "runs"),
  port: Number(values.port),
  log: (line) => process.stderr.write(`${line}\n`),
});
const timer = values.still === true ? undefined : setInterval(() => ports.step(), 1_000);
process.stdout.write(`${JSON.stringify({ url: server.url, signIn: server.signInLink("ada"), tokens })}\n`);

async function stop(): Promise<void> {
  clearInterval(timer);
  await server.close();
  await rm(scratch, { recursive: true, force: true });
}
process.once("SIGINT", () => void stop());
process.once("SIGTERM", () => void stop());
