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
export function textMaker(seed: string): (length: number) => string {
  const random = seededRandom(`bench/guard/${seed}`);
  return (length) => {
    let text = "";
    while (text.length < length) text += `${passages[random.integer(passages.length)] ?? ""}\n\n`;
    return text.slice(0, length);
  };
}

/** As `textMaker`, of ordinary running prose without mail addresses, markup or numbers that look like something. */
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
