import type { RandomSource } from "../../../../contracts/index.ts";

/** How people type: case, punctuation, slips, emoji. Applied to a share of what the grammar draws. */
export function styled(text: string, random: RandomSource): string {
  const dice = random.next();
  if (dice < 0.52) return text;
  if (dice < 0.64) return text.charAt(0).toLowerCase() + text.slice(1).replace(/[.!。]$/u, "");
  if (dice < 0.7) return text.toLowerCase();
  if (dice < 0.745) return text.length < 400 ? text.toUpperCase() : text;
  if (dice < 0.84) return typo(text, random);
  if (dice < 0.88) return typo(typo(text.toLowerCase(), random), random);
  if (dice < 0.92) return text.replace(/[.。]$/u, ends[random.integer(ends.length)] ?? "!");
  if (dice < 0.94) return shoutWord(text, random);
  if (dice < 0.96) return `${text} ${emoji[random.integer(emoji.length)] ?? ""}`;
  if (dice < 0.97) return `${emoji[random.integer(emoji.length)] ?? ""} ${text}`;
  if (dice < 0.98) return `\n\n${text}`;
  if (dice < 0.99) return `"${text}"`;
  return text.replaceAll(" ", "  ");
}

const ends = ["!", "!!", "!!!", "...", "?", " !", " ok?", " :)", ";", "!?"] as const;
const emoji = ["🙂", "😈", "🚨", "⚠️", "🔓", "🤖", "👍", "🙏", "🔥", "❗", "👀", "😂", "💀", "✅"] as const;

/** One slip of the keyboard in a word of letters alone: two letters swapped, one lost, one twice. */
export function typo(text: string, random: RandomSource): string {
  const words = text.split(" ");
  const at = random.integer(words.length);
  const word = words[at] ?? "";
  // Addresses stay as they are: a slip could make a name that somebody owns.
  if (!/^\p{L}{3,}[,.!?:]?$/u.test(word)) return text;
  const signs = Array.from(word);
  const from = random.integer(signs.length - 2);
  const [here = "", next = ""] = signs.slice(from, from + 2);
  const kind = random.integer(3);
  if (kind === 0) signs.splice(from, 2, next, here);
  else if (kind === 1) signs.splice(from + 1, 1);
  else signs.splice(from, 0, here);
  words[at] = signs.join("");
  return words.join(" ");
}

function shoutWord(text: string, random: RandomSource): string {
  const words = text.split(" ");
  const at = random.integer(words.length);
  words[at] = (words[at] ?? "").toUpperCase();
  return words.join(" ");
}
