import { join } from "node:path";
import { readExamples } from "../../src/detect/injection/train/read-examples.ts";
import type { Example } from "../../src/detect/injection/train/example.ts";
import { seededRandom } from "../../src/stats/index.ts";

const folder = join(import.meta.dirname, "../../src/detect/injection/train/held-out");

/** Texts written to measure with, that nothing was trained or tuned on. */
export const heldOut: readonly Example[] = [
  "attacks",
  "benign-user",
  "benign-tool",
  "benign-document",
].flatMap((name) => readExamples(join(folder, `${name}.jsonl`)));

/** English that is about files, mails, orders and errors: the everyday of an assistant, in ASCII. */
const passages = heldOut
  .filter(({ label, language, text }) => label === 0 && language === "en" && isAscii(text))
  .map(({ text }) => text);

/** Makes texts of a length, no two alike. Seeded. */
export type TextMaker = (length: number) => string;

/** Mails, JSON, code, tables and logs: the hardest there is, full of trigger words and of what looks encoded. */
export const denseTexts = (seed: string): TextMaker => shuffled(passages, "\n\n", seed);

/** Ordinary running prose in an order of its own. */
export const proseTexts = (seed: string): TextMaker => shuffled(prose.trim().split(/(?<=[.]) /), " ", seed);

function shuffled(pieces: readonly string[], between: string, seed: string): TextMaker {
  const random = seededRandom(`bench/guard/${seed}`);
  return (length) => {
    let text = "";
    while (text.length < length) text += (pieces[random.integer(pieces.length)] ?? "") + between;
    // As a parser hands strings over: in one piece, not as a look into a longer one.
    return Buffer.from(text.slice(0, length)).toString();
  };
}

export const prose =
  "The harbour office opens at eight, and by nine the first boats have already left. Whoever comes later waits at the " +
  "café across the street, where the owner knows most of the captains and some of their secrets. In winter the ferry " +
  "runs twice a day; in summer, when the islands fill, it runs every hour until dusk. Tickets can be bought on board, " +
  "but bring coins, because the machine accepts nothing else. If the wind turns north the crossing takes longer, and " +
  "the crew hands out blankets. Most people do not mind. They look at the lighthouse, count the birds and talk about " +
  "what they will cook. On the far side a bus takes you up the hill to the village, past the old quarry and a school " +
  "with nine pupils. There is one inn, and its kitchen closes early. Ask for the soup.\n\n";

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false;
  return true;
}
