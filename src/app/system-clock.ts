import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../contracts/index.ts";

/** The machine's clock; everything below takes it as an argument. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  },
};
