import { setTimeout as delay } from "node:timers/promises";
import { openStore } from "../open.ts";
import { aRun, aTrial } from "./samples.ts";

/**
 * A process of its own that writes to a database: `writer-process.ts PATH NAME COUNT`. Each transaction
 * writes a run's count and that many trials; prints each count once it is committed.
 */
const [path = "", name = "", count = "0"] = process.argv.slice(2);
const clock = {
  now: () => Date.now(),
  sleep: (ms: number): Promise<void> => delay(ms),
};
const store = await openStore({ path }, { clock });
for (let n = 1; n <= Number(count); n += 1) {
  await store.atomically(async (inside) => {
    await inside.recordRun(aRun(name, "2026-11-23T10:00:00.000Z", { done: n }));
    await inside.recordTrials(name, [aTrial(n)]);
  });
  process.stdout.write(`${n}\n`);
}
await store.close();
