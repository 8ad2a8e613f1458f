import type { LanguageModel } from "../model/language-model.ts";

/**
 * Reads a question between two lines: the last `A: …`, the last `B: …` behind it, and `Answer:` at the end.
 *
 * @returns undefined where the text asks nothing of the kind
 */
export function linesOffered(prompt: string): { readonly a: string; readonly b: string } | undefined {
  const lines = prompt.trimEnd().split("\n");
  if (lines.at(-1) !== "Answer:") return undefined;
  const b = lines.findLastIndex((line) => line.startsWith("B: "));
  const a = lines.slice(0, Math.max(0, b)).findLastIndex((line) => line.startsWith("A: "));
  return a < 0 ? undefined : { a: lines[a]?.slice(3) ?? "", b: lines[b]?.slice(3) ?? "" };
}

/** The letter of the line that the model finds likelier: what a larger model that follows instructions would do. */
export async function chooseLine(
  model: LanguageModel,
  { a, b }: { readonly a: string; readonly b: string },
): Promise<"A" | "B"> {
  const [first = 0, second = 0] = await model.bitsOf([model.readable(a), model.readable(b)]);
  return first <= second ? "A" : "B";
}
