import type { JsonValue } from "../../../contracts/index.ts";
import { isHidden, visibleText } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { huggingfaceRules } from "./rules.ts";
import { isObject } from "./shard-index.ts";

/** Special tokens are short; the longest known have about sixty characters. */
const longestToken = 160;
const mostTokens = 500_000;

/** `tokenizer.json`: tokens that were added, and rules that replace text. */
export function judgeTokenizer(document: JsonValue, examination: Examination): void {
  if (!isObject(document)) return;
  const { added_tokens: added, normalizer, decoder, pre_tokenizer: before } = document;
  for (const token of Array.isArray(added) ? added.slice(0, mostTokens) : []) {
    const content: JsonValue | undefined = isObject(token) ? token["content"] : undefined;
    if (typeof content !== "string" || content.trim() === "") continue;
    const letters = content.replaceAll(/[\s▁Ġ]/g, "");
    const words = content.trim().split(/\s+/).length;
    const hidden = Array.from(letters).filter((sign) => (sign.codePointAt(0) ?? 0) >= 0xe0000).length;
    if ((letters.length > longestToken && words > 8) || hidden > 0 || /https?:\/\/[^\s]{4}/.test(content))
      examination.found(huggingfaceRules.token, {
        description: `An added token is “${visibleText(content.slice(0, 120))}”.`,
        place: { at: "/added_tokens" },
      });
  }
  for (const [name, part] of Object.entries({ normalizer, decoder, pre_tokenizer: before }))
    if (part !== undefined) judgeReplacing(part, name, examination, 0);
}

/** `Replace` puts white space and marks in place of others; words in place of words change what is read or said. */
function judgeReplacing(part: JsonValue, at: string, examination: Examination, depth: number): void {
  if (typeof part !== "object" || part === null || depth > 20) return;
  if (isObject(part) && part["type"] === "Replace" && typeof part["content"] === "string") {
    const { content } = part;
    const shown = Array.from(content)
      .filter((sign) => !isHidden(sign.codePointAt(0) ?? 0))
      .join("");
    if (/\p{L}{4}/u.test(shown))
      examination.found(huggingfaceRules.token, {
        description: `The ${at} writes “${visibleText(content.slice(0, 80))}” in place of ${visibleText(JSON.stringify(part["pattern"] ?? "").slice(0, 80))}.`,
        place: { at: `/${at}` },
      });
  }
  for (const inner of Object.values(part))
    if (inner !== undefined) judgeReplacing(inner, at, examination, depth + 1);
}
