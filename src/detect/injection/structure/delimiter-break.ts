import { conceptNumber, signs } from "../lexicon/index.ts";
import { ordersAfter } from "./orders.ts";
import type { Hit, Seen, StructuralRule } from "./rule.ts";

/** Names that applications give to the fences around what they do not trust. */
const fences = [
  "document",
  "documents",
  "data",
  "context",
  "user_input",
  "user_query",
  "userinput",
  "input",
  "instructions",
  "email",
  "tool_result",
  "untrusted",
  "untrusted_content",
  "system",
  "retrieved",
  "search_results",
];
const closing = new Set(fences);
const longestName = 24;
const end = conceptNumber("end");
const text = conceptNumber("text");
const instruction = conceptNumber("instruction");
const user = conceptNumber("user");

/** The data claims to be over, and an order follows. */
export const delimiterBreak: StructuralRule = {
  id: "delimiter-break",
  category: "prompt-injection",
  why: "It pretends that the data ends and that orders begin.",
  score: 0.8,
  find: (seen) => closedTag(seen) ?? announcedEnd(seen),
};

function closedTag({ text, track }: Seen): Hit | undefined {
  for (let at = text.indexOf("</"); at >= 0; at = text.indexOf("</", at + 2)) {
    const close = text.indexOf(">", at);
    if (close < 0) return undefined;
    if (close - at > longestName) continue;
    if (closing.has(text.slice(at + 2, close).toLowerCase()) && ordersAfter(track, close + 1))
      return { start: at, end: close + 1 };
  }
  return undefined;
}

/** "### END OF DOCUMENT ###", in any language, alone on its line. */
function announcedEnd({ track }: Seen): Hit | undefined {
  if (!track.met(end)) return undefined;
  for (let i = 1; i < track.length - 1; i++) {
    if (track.concept(i) !== end) continue;
    const before = track.concept(i - 1);
    const named = track.concept(i + 1);
    const opens = before === signs.line || before === signs.mark;
    const names = named === text || named === instruction || named === user;
    if (!opens || !names || track.position(i + 1) - track.position(i) > 6) continue;
    const after = track.concept(i + 2);
    if (after !== signs.line && after !== signs.mark) continue;
    if (ordersAfter(track, track.end(i + 1))) return { start: track.start(i), end: track.end(i + 1) };
  }
  return undefined;
}
