/** Two workers count, one and two; the primary prints the sum. */
import cluster from "node:cluster";
import { clusterMetrics, createMetrics, shareMetrics } from "../prometheus/metrics.ts";

if (cluster.isPrimary) {
  const all = clusterMetrics();
  const ready = [1, 2].map(
    (count) =>
      new Promise<void>((resolve) => {
        cluster.fork({ COUNT: String(count) }).on("message", (message) => {
          if (message === "counted") resolve();
        });
      }),
  );
  await Promise.all(ready);
  process.stdout.write(await all.text());
  cluster.disconnect(() => process.exit(0));
} else {
  const metrics = createMetrics();
  shareMetrics(metrics);
  for (let i = 0; i < Number(process.env["COUNT"]); i++)
    metrics.observe({ kind: "break-glass-used", id: "b", exchange: "x" });
  process.send?.("counted");
}
