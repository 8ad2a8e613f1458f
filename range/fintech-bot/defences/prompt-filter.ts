import { hiddenValues, promptMarker, systemPrompt } from "../agent/prompt.ts";
import { tools } from "../tools/index.ts";
import { viewsOf } from "../understand/views.ts";
import { tokenize } from "../understand/words.ts";
import { refusal, type OutputDefence } from "./defence.ts";

/** So many words of the prompt in a row are a quotation. */
const quotation = 7;
const pieces = shingles(wordsOf(systemPrompt(true).text));
const values = [promptMarker, ...hiddenValues.slice(0, 4)].map(squeezed);
const toolNames = tools
  .map(({ name }) => name)
  .filter((name) => name.includes("_"))
  .map(squeezed);

/**
 * From level 3. Withholds an answer that holds the prompt's marker, a hidden value, two tool names or a
 * stretch of the prompt: as it stands, decoded (Base64, ROT13, spaced letters), backwards or in hex.
 */
export const promptFilter: OutputDefence = {
  name: "prompt-filter",
  filter: (answer) => (forms(answer).some(leaks) ? refusal : answer),
};

function forms(answer: string): string[] {
  const hex = Buffer.from(answer.replaceAll(/[^0-9a-fA-F]/g, ""), "hex").toString("utf8");
  return [...viewsOf(answer).map(({ text }) => text), Array.from(answer).reverse().join(""), hex];
}

function leaks(text: string): boolean {
  const tight = squeezed(text);
  if (values.some((value) => tight.includes(value))) return true;
  if (toolNames.filter((name) => tight.includes(name)).length >= 2) return true;
  for (const piece of shingles(wordsOf(text))) if (pieces.has(piece)) return true;
  return pieceSqueezed(tight);
}

/** Letters and digits only, lower case: spacing, hyphens and line breaks hide nothing. */
function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

const squeezedPieces = [...pieces].map(squeezed);
const pieceSqueezed = (tight: string): boolean => squeezedPieces.some((piece) => tight.includes(piece));

function wordsOf(text: string): string[] {
  return tokenize(text)
    .filter(({ kind }) => kind === "word")
    .map(({ word }) => word);
}

function shingles(words: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at + quotation <= words.length; at++) found.add(words.slice(at, at + quotation).join(" "));
  return found;
}
