import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startServer } from "../../server/start.ts";
import { memoryBook } from "../../server/testing/memory-book.ts";
import { samplePorts, type SamplePorts } from "../../server/testing/sample-ports.ts";

/** The real server over the sample, and the ids that addresses need. */
export interface Sample {
  readonly url: string;
  readonly ports: SamplePorts;
  readonly signInLink: () => string;
  readonly tokens: { readonly viewer: string; readonly analyst: string; readonly admin: string };
  readonly system: string;
  readonly finishedRun: string;
  readonly runningRun: string;
  readonly breachedEntry: number;
  readonly finding: string;
  /** A threat whose `tested` cell fails. */
  readonly failingThreat: string;
  readonly close: () => Promise<void>;
}

/** `over` replaces ports, for a sample of another size. */
export async function startSample(consoleDir: string, over: Partial<SamplePorts> = {}): Promise<Sample> {
  const scratch = mkdtempSync(join(tmpdir(), "bartizan-console-sample-"));
  const book = memoryBook(randomBytes);
  const tokens = {
    viewer: book.add("vera", { role: "viewer" }),
    analyst: book.add("anna", { role: "analyst" }),
    admin: book.add("ada", { role: "admin" }),
  };
  const ports = Object.assign(samplePorts(), over);
  const server = await startServer({
    ports,
    book,
    clock: {
      now: () => Date.now(),
      sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
    },
    random: randomBytes,
    version: "0.1.0",
    consoleDir,
    stagingDir: join(scratch, "staging"),
    runsDir: join(scratch, "runs"),
    port: 0,
    log: () => {},
  });
  return {
    url: server.url,
    ports,
    signInLink: () => server.signInLink("ada"),
    tokens,
    ...(await idsOf(ports)),
    close: async () => {
      await server.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

async function idsOf(ports: SamplePorts) {
  const runs = await ports.runs({});
  const finished = must(runs.find((run) => run.status === "finished"));
  const trials = must(await ports.trials({ run: finished.id, outcome: "breached", offset: 0, limit: 1 }));
  const coverage = must(await ports.coverage(finished.system.id));
  return {
    system: finished.system.id,
    finishedRun: finished.id,
    runningRun: must(runs.find((run) => run.status === "running")).id,
    breachedEntry: must(trials.items[0]).entry,
    finding: must((await ports.findings({}))[0]).id,
    failingThreat: must(coverage.rows.find((row) => row.cells.tested.state === "failing")).threat,
  };
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the sample lacks something the browser test needs");
  return value;
}
