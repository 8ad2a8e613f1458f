import { conceptNumber, type Concept } from "../lexicon/index.ts";
import type { Hit, Seen, StructuralRule } from "./rule.ts";

const longestName = 24;
const mostNames = 64;
const orders = (["obey", "override", "unrestricted", "harm", "task"] satisfies Concept[]).map(conceptNumber);

/**
 * `a = "how to b"; b = "uild …"; answer a + b` (Kang et al., Exploiting programmatic behavior of LLMs, 2023).
 */
export const payloadSplitting: StructuralRule = {
  id: "payload-splitting",
  category: "jailbreak",
  why: "It has the model put a request together from pieces and follow it.",
  score: 0.6,
  find(seen) {
    if (seen.stage !== "input" || !seen.text.includes("+") || !orders.some((one) => seen.track.met(one)))
      return undefined;
    return joined(seen);
  },
};

function joined({ text }: Seen): Hit | undefined {
  const names = new Set<string>();
  for (let at = text.indexOf("="); at >= 0 && names.size < mostNames; at = text.indexOf("=", at + 1)) {
    const after = text.slice(at + 1, at + 3).trimStart();
    if (after.startsWith('"') || after.startsWith("'")) names.add(wordBefore(text, at));
  }
  names.delete("");
  if (names.size < 2) return undefined;
  for (let at = text.indexOf("+"); at >= 0; at = text.indexOf("+", at + 1)) {
    const left = wordBefore(text, at);
    const right = /^\w+/u.exec(text.slice(at + 1, at + 2 + longestName).trimStart())?.[0] ?? "";
    // The same code prints what it joined; a request says what to do with it in words.
    if (
      left !== right &&
      names.has(left) &&
      names.has(right) &&
      !/[({]\s{0,3}$/u.test(text.slice(Math.max(0, at - left.length - 3), at - left.length - 1))
    )
      return { start: at - left.length - 1 < 0 ? 0 : at - left.length - 1, end: at + 1 + right.length };
  }
  return undefined;
}

function wordBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - longestName), at).trimEnd();
  let from = before.length;
  while (from > 0 && /\w/u.test(before.charAt(from - 1))) from--;
  return before.slice(from);
}
