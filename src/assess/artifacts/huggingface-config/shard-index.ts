import type { JsonObject, JsonValue } from "../../../contracts/index.ts";
import { beginsAsSafetensors, readSafetensors, visibleText } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { huggingfaceRules } from "./rules.ts";

/** An index of tensors over several files: each file beside it, each tensor in the file that is named. */
export async function judgeShards(map: JsonValue | undefined, examination: Examination): Promise<void> {
  if (!isObject(map)) return;
  const shards = new Map<string, Set<string>>();
  for (const [tensor, file] of Object.entries(map)) {
    if (typeof file !== "string") continue;
    const tensors = shards.get(file) ?? new Set();
    shards.set(file, tensors.add(tensor));
  }
  for (const [file, tensors] of shards) {
    const shown = visibleText(file.slice(0, 200));
    if (leaves(file)) {
      examination.found(huggingfaceRules.path, {
        description: `The index names \`${shown}\`.`,
        place: { at: shown },
      });
      continue;
    }
    if (examination.siblings.length > 0) await judgeShard(file, shown, tensors, examination);
  }
}

async function judgeShard(
  file: string,
  shown: string,
  tensors: Set<string>,
  examination: Examination,
): Promise<void> {
  const source = await examination.sibling(file);
  if (source === undefined) {
    examination.found(huggingfaceRules.shard, {
      description: `\`${shown}\` is not there.`,
      place: { at: shown },
    });
    return;
  }
  try {
    if (!beginsAsSafetensors(await source.read(0, 16))) return;
    await readSafetensors(source, { tensor: ({ name }) => void tensors.delete(name) });
    const [missing] = tensors;
    if (missing !== undefined)
      examination.found(huggingfaceRules.shard, {
        description: `${tensors.size} tensors are not in \`${shown}\`, the first is ${visibleText(missing.slice(0, 120))}.`,
        place: { at: shown },
      });
  } finally {
    await source.close();
  }
}

export function leaves(file: string): boolean {
  return (
    file.startsWith("/") || file.includes("\\") || /^[A-Za-z]:/.test(file) || file.split("/").includes("..")
  );
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
