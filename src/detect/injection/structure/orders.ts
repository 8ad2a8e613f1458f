import type { CueTrack } from "../features/cues.ts";
import { conceptNumber, type Concept } from "../lexicon/index.ts";

const commands: ReadonlySet<number> = new Set(
  (
    [
      "override",
      "obey",
      "reveal",
      "unrestricted",
      "act",
      "without",
      "restriction",
      "authority",
    ] satisfies Concept[]
  ).map(conceptNumber),
);

/** Half tokens, and events, within which an order must come. */
const reach = 48;
const most = 32;

/** Whether a word of command stands within the 24 words after an offset. */
export function ordersAfter(track: CueTrack, offset: number): boolean {
  let low = 0;
  let high = track.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (track.start(middle) < offset) low = middle + 1;
    else high = middle;
  }
  const origin = track.position(low);
  for (let i = low; i < Math.min(track.length, low + most); i++) {
    if (track.position(i) - origin > reach) return false;
    if (commands.has(track.concept(i))) return true;
  }
  return false;
}
