/**
 * Writes records as fast as it can until it is killed, and prints the id of each that was acknowledged.
 * Arguments: folder, `durable` or `async`, window in milliseconds.
 */
import { writeSync } from "node:fs";
import { openRecorder } from "../recorder.ts";
import { recordsSettingsSchema } from "../settings.ts";
import { anExchangeRecord } from "./an-exchange-record.ts";

const [dir = "", mode = "durable", windowMs = "100"] = process.argv.slice(2);
const settings = recordsSettingsSchema.parse({ dir, windowMs: Number(windowMs), segmentBytes: 50_000 });
const recorder = await openRecorder({
  settings,
  durable: mode === "durable",
  keep: () => [],
  onHealth: () => undefined,
});

let next = 0;
for (;;) {
  const ids = Array.from({ length: 8 }, () => `x${next++}`);
  await Promise.all(
    ids.map(async (id) => {
      await recorder.record(anExchangeRecord({ id }));
      // Synchronous: what was acknowledged has been said before anything else can happen. The time of
      // acknowledgement goes with it, so that losses can be dated.
      writeSync(1, `${id} ${Date.now()}\n`);
    }),
  );
  if (mode !== "durable") await new Promise((resolve) => setTimeout(resolve, 1));
}
