/** A primary for the tests of the cluster, in a process of its own; says on stdout what happens. */
import { join } from "node:path";
import { startCluster } from "../cluster/index.ts";

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
try {
  const cluster = await startCluster({
    module: join(import.meta.dirname, "cluster-worker.ts"),
    args: process.argv.slice(2),
    workers: 2,
    drainSeconds: 20,
    observe: say,
  });
  say({ kind: "started", url: cluster.url, pids: cluster.pids() });
  await cluster.finished;
  say({ kind: "finished" });
} catch (error) {
  say({ kind: "failed", code: error instanceof Error && "code" in error ? error.code : undefined });
}
