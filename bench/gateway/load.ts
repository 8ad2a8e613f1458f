import { Pool } from "undici";
import { proseTexts } from "../guard/texts.ts";

export type Kind = "json" | "burst" | "paced";

/** Texts of 1 KB, each made new by a number, so that nothing is remembered from one to the next. */
const text = proseTexts("gateway");
const texts = Array.from({ length: 500 }, () => JSON.stringify(text(1000)).slice(1));
let sent = 0;

export function bodyOf(kind: Kind): string {
  const n = sent++;
  return `{"model":"${kind}","stream":${kind !== "json"},"messages":[{"role":"user","content":"Case ${n}. ${texts[n % texts.length] ?? '"'}}]}`;
}

export interface Target {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const poolOf = ({ url }: Target, connections: number): Pool =>
  new Pool(url, { connections, pipelining: 1, headersTimeout: 20_000, bodyTimeout: 20_000 });

/** One exchange, read to its end. */
export async function exchange(pool: Pool, target: Target, kind: Kind): Promise<string> {
  const answer = await pool.request({
    path: "/v1/chat/completions",
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer sk-none", ...target.headers },
    body: bodyOf(kind),
  });
  const body = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${body.slice(0, 300)}`);
  return body;
}

/** Runs so many lanes one exchange after the other, until the deadline; returns how long each took, in milliseconds. */
export async function lanes(
  target: Target,
  kind: Kind,
  concurrent: number,
  exchanges: number,
  deadlineSeconds = 20,
): Promise<{ readonly took: readonly number[]; readonly seconds: number }> {
  const pool = poolOf(target, concurrent);
  const took: number[] = [];
  let left = exchanges;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: concurrent }, async () => {
      while (left-- > 0 && performance.now() - began < deadlineSeconds * 1000) {
        const start = performance.now();
        await exchange(pool, target, kind);
        took.push(performance.now() - start);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  return { took, seconds };
}
