/**
 * A process that writes to a bundle until it is killed or the disk is full: `endless-writer.ts DIR [UID]`.
 * With a user id, it takes on that user's rights first.
 * Says on stdout which entries were confirmed (`+<n>`), and the code of the error that stopped it.
 */
import { existsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createBundle, loadOrCreateKey, openBundle, type BundleWriter } from "../index.ts";

const dir = process.argv[2] ?? "";
const clock = {
  now: () => Date.now(),
  sleep: () => Promise.reject(new Error("nothing here sleeps")),
};
if (process.argv[3] !== undefined) process.seteuid?.(Number(process.argv[3]));

async function start(): Promise<{ bundle: BundleWriter; from: number }> {
  const key = await loadOrCreateKey(join(dir, "workspace"));
  const options = { dir: join(dir, "bundle"), clock, key, checkpointEvery: 7 };
  const header = { kind: "run", id: "endless", tool: { name: "bartizan", version: "0" } } as const;
  if (!existsSync(join(options.dir, "bundle.json")))
    return { bundle: await createBundle({ ...options, header }), from: 0 };
  const { bundle, entries } = await openBundle(options);
  return { bundle, from: entries.filter(({ type }) => type === "n").length };
}

try {
  const { bundle, from } = await start();
  writeSync(1, "ready\n");
  for (let n = from; ; n += 3) {
    const ref = await bundle.putBlob({ n, text: "x".repeat(n % 500) }, "application/json");
    const group = [
      bundle.append("n", { n, ref }),
      bundle.append("n", { n: n + 1 }),
      bundle.append("n", { n: n + 2 }),
    ];
    await Promise.all(group.map(async (one, i) => (await one, writeSync(1, `+${n + i}\n`))));
  }
} catch (error) {
  writeSync(1, `!${(error as { code?: string }).code ?? String(error)}\n`);
}
