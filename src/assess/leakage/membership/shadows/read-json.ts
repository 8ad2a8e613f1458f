import type { JsonValue } from "../../../../contracts/index.ts";
import { parseJson } from "../../../../formats/index.ts";
import { leakageErrors } from "../../errors.ts";
import type { ShadowOutputs } from "../shadow-outputs.ts";
import { ShadowBuilder } from "./shadow-builder.ts";
import { textLines } from "./text-lines.ts";

const longestLine = 32 * 1024 * 1024;

/**
 * Reads shadows from JSON Lines, a model a line as it arrives: `{"probabilities": [0.91, …], "members": [1, …]}`. A document
 * in one line, `{"probabilities": [[…], …], "members": [[…], …]}`, is read as well.
 *
 * @throws LEAKAGE_SHADOWS_UNREADABLE, LEAKAGE_SHADOWS_TOO_LARGE, and what `parseJson` throws
 * @example await readJsonShadows(createReadStream("shadows.jsonl"))
 */
export async function readJsonShadows(bytes: AsyncIterable<Uint8Array>): Promise<ShadowOutputs> {
  const builder = new ShadowBuilder();
  for await (const line of textLines(bytes, longestLine)) {
    if (line.trim() === "") continue;
    const value = parseJson(line, { limits: { maxLength: longestLine } });
    const probabilities = listOf(value, "probabilities");
    const members = listOf(value, "members");
    if (!Array.isArray(probabilities[0])) {
      builder.add(probabilities, members);
      continue;
    }
    if (probabilities.length !== members.length)
      throw leakageErrors.shadowsUnreadable(
        "`probabilities` and `members` hold different numbers of models.",
      );
    for (const [model, row] of probabilities.entries()) builder.add(list(row), list(members[model]));
  }
  return builder.build();
}

function listOf(value: JsonValue, name: string): readonly unknown[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw leakageErrors.shadowsUnreadable("A line is an object with `probabilities` and `members`.");
  return list(Object.entries(value).find(([key]) => key === name)?.[1]);
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value))
    throw leakageErrors.shadowsUnreadable("`probabilities` and `members` are lists.");
  return value;
}
