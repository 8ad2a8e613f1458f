import type { TokenUsage } from "../../contracts/index.ts";
import { objectOf, type Json } from "../parts/index.ts";

const count = (value: Json): number =>
  typeof value === "number" && value >= 0 && value <= 1e12 ? Math.floor(value) : 0;

/** Token counts as the OpenAI protocol reports them; undefined when there is no report. */
export function openAiUsage(value: Json): TokenUsage | undefined {
  const usage = objectOf(value);
  if (usage === undefined) return undefined;
  return {
    inputTokens: count(usage["prompt_tokens"] ?? usage["input_tokens"]),
    outputTokens: count(usage["completion_tokens"] ?? usage["output_tokens"]),
    reported: true,
  };
}
