import type { FoundSecret } from "../find-secrets.ts";
import { beginOf, type Prefixes } from "./prefixes.ts";
import { secretAt } from "./reading.ts";

/**
 * Keys that words run into: `storeAKIA…forNow`, `store_AKIA…_for_now`. Before them the token begins, or a sign
 * or three small letters stand; behind them it ends or goes on with a sign or small letters.
 */
export function secretsRunTogether(
  text: string,
  start: number,
  end: number,
  prefixes: Prefixes,
  found: (secret: FoundSecret) => void,
): void {
  const [first, second, third] = prefixes.masks;
  for (let i = start; i < end; i++) {
    // The last bit is the shift by nothing.
    if (((first?.[text.charCodeAt(i)] ?? 0) & 1) === 0) continue;
    if (((second?.[text.charCodeAt(i + 1)] ?? 0) & (third?.[text.charCodeAt(i + 2)] ?? 0) & 1) === 0)
      continue;
    if (!prefixes.begins.has(beginOf(text, i, 1, 0))) continue;
    if (i > start && !/(?:[A-Za-z]{2}[a-z]|_)$/u.test(text.slice(Math.max(start, i - 3), i))) continue;
    const from = Math.max(start, i - 1);
    const token = text.slice(from, Math.min(end, i + 640));
    const at = Array.from(token, (_, k) => from + k);
    const secret = secretAt({ text: token, at }, i - from, prefixes);
    if (
      secret === undefined ||
      !/^(?:$|_|[A-Z]?[a-z]{2}[A-Za-z]*(?:[^a-zA-Z0-9]|$))/u.test(
        text.slice(secret.end, Math.min(end, secret.end + 64)),
      )
    )
      continue;
    found(secret);
    i = secret.end - 1;
  }
}
