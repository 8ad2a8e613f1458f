import { setTimeout as delay } from "node:timers/promises";
import { exchange, poolOf, type Target } from "./load.ts";

export interface Paced {
  readonly whole: number;
  readonly cut: number;
  /** Seconds from the request to the last byte; 64 deltas at 20 ms make 1.3. */
  readonly seconds: readonly number[];
}

/** So many streams at once, begun over half a second; each counts what came. */
export async function pacedStreams(target: Target, streams: number): Promise<Paced> {
  const pool = poolOf(target, streams);
  const seconds: number[] = [];
  let whole = 0;
  await Promise.all(
    Array.from({ length: streams }, async (_, i) => {
      await delay((500 * i) / streams);
      const began = performance.now();
      const body = await exchange(pool, target, "paced").catch(() => "");
      seconds.push((performance.now() - began) / 1000);
      if (textOf(body).length === expected && body.trimEnd().endsWith("[DONE]")) whole++;
    }),
  );
  await pool.close();
  return { whole, cut: streams - whole, seconds };
}

/** 64 deltas of four characters. */
const expected = 256;

function textOf(body: string): string {
  let text = "";
  for (const line of body.split("\n")) {
    if (!line.startsWith("data: {")) continue;
    // Safe: the shape is the stub's own; anything else counts as nothing.
    const event = JSON.parse(line.slice(6)) as { choices?: { delta?: { content?: string } }[] };
    text += event.choices?.[0]?.delta?.content ?? "";
  }
  return text;
}
