import { redisState } from "../redis/redis-state.ts";

// One of two processes that race: adds `by` to one value so many times, and takes from one bucket of 250.
const [url = "", by = "", times = ""] = process.argv.slice(2);
const state = await redisState({ url, commandTimeoutMs: 20_000 });
let taken = 0;
for (let i = 0; i < Number(times); i += 1) {
  await state.update<number, void>("race", 3_600, (value) => [(value ?? 0) + Number(by), undefined]);
  const bucket = { capacity: 250, perSecond: 0, resetSeconds: 86_400 };
  if ((await state.take("race", bucket, 1)).taken) taken += 1;
}
await state.close();
process.send?.(taken, () => process.disconnect());
