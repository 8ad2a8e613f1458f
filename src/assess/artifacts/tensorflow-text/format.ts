import { FormatFault } from "../../../formats/index.ts";
import type { ArtifactFormat } from "../artifact-format.ts";

const signs = ["meta_graphs", "node_def", "saved_model_schema_version"] as const;
const step = 1024 * 1024;

/**
 * A graph of TensorFlow written as text (`saved_model.pbtxt`), which its loaders take like the other. It is told
 * apart from plain text so that it does not pass as such; it is not read here.
 */
export const format: ArtifactFormat = {
  id: "tensorflow-text",
  title: "a TensorFlow graph as text",
  about: "A SavedModel or a graph in the text form of protocol buffers.",
  extensions: [".pbtxt"],
  rules: [],
  recognise: async ({ head, source }) => {
    if (head.includes(0)) return undefined;
    for (let at = 0; at < source.size; at += step) {
      const text = Buffer.from(await source.read(at, step + 64));
      if (text.includes(0)) return undefined;
      const latin = text.toString("latin1");
      if (signs.some((sign) => isField(latin, sign)) || /^(?:node|library) ?\{/m.test(latin)) return "likely";
    }
    return undefined;
  },
  examine: () => {
    throw new FormatFault(
      "unsupported",
      "graphs in the text form are not read here; examine the binary form",
      0,
    );
  },
};

/** Whether a field of this name opens a message or has a value somewhere, at the beginning of a line or a block. */
function isField(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = at === 0 ? "\n" : text.charAt(at - 1);
    const after = text.slice(at + name.length, at + name.length + 2).trimStart();
    if (
      " \n\t{},;".includes(before) &&
      (after.startsWith("{") || (after.startsWith(":") && name !== "node_def"))
    )
      return true;
  }
  return false;
}
