import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { TextTokens } from "../protobuf-text/index.ts";

export type TensorflowTextKind = "saved-model" | "meta-graph" | "graph";

/** Fields of a graph, and for those that tell it from other texts, the fields inside. */
const graphFields: Readonly<Record<string, ReadonlySet<string>>> = {
  node: new Set(["name", "op", "input", "device", "attr", "experimental_debug_info", "experimental_type"]),
  library: new Set(["function", "gradient", "registered_gradients"]),
  versions: new Set(["producer", "min_consumer", "bad_consumers"]),
  debug_info: new Set(["files", "frames_by_id", "traces_by_id", "traces", "name_to_trace_id"]),
  version: new Set(),
};
const texts: ReadonlySet<string> = new Set(["name", "op", "input", "device"]);

/**
 * What message of TensorFlow a text begins as: by the names of its first fields, because its loaders refuse a text with
 * a name they do not know.
 */
export async function tensorflowTextKind(source: ByteSource): Promise<TensorflowTextKind | undefined> {
  const tokens = new TextTokens(source);
  try {
    for (;;) {
      await tokens.next();
      if (tokens.isSign(",", ";")) continue;
      if (!tokens.isKind("name")) return undefined;
      const name = tokens.word;
      await tokens.next();
      const colon = tokens.isSign(":");
      if (colon) await tokens.next();
      const opens = tokens.isSign("{", "<") || (colon && tokens.isSign("["));
      if (name === "saved_model_schema_version" && colon) return "saved-model";
      if (opens && name === "meta_graphs") return "saved-model";
      if (opens && (name === "meta_info_def" || name === "graph_def")) return "meta-graph";
      const inside = Object.hasOwn(graphFields, name) ? graphFields[name] : undefined;
      if (inside === undefined) return undefined;
      if (!opens) {
        if (name !== "version" || !tokens.isKind("number")) return undefined;
        continue;
      }
      if (await hasFieldOf(tokens, inside)) return "graph";
      if (!tokens.isSign("}", ">", "]")) return undefined;
    }
  } catch (cause) {
    if (cause instanceof FormatFault) return undefined;
    throw cause;
  }
}

/** Whether the first field inside is one of these; goes on to the end of an empty message. */
async function hasFieldOf(tokens: TextTokens, names: ReadonlySet<string>): Promise<boolean> {
  if (tokens.isSign("[")) {
    await tokens.next();
    if (!tokens.isSign("{", "<")) return false;
  }
  await tokens.next();
  if (!tokens.isKind("name") || !names.has(tokens.word)) return false;
  const isText = texts.has(tokens.word);
  await tokens.next();
  const colon = tokens.isSign(":");
  if (!colon) return !isText && tokens.isSign("{", "<");
  await tokens.next();
  return isText ? tokens.isKind("text") || tokens.isSign("[") : true;
}
