import type { JsonValue } from "../../../contracts/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import { FormatFault, loadYamlDocuments, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { walkDocument } from "../huggingface-config/walk-document.ts";
import { examineText } from "../text/format.ts";

const largest = 5_000_000;
/** What may stand in YAML that makes more than plain values of it, or hides what does. */
const telling = ["_target_", "auto_map", "\\", "!!", "!<", "!python", "%TAG", "python/"] as const;

/**
 * YAML by its name: configurations of Hydra, OmegaConf and NeMo. It is text, and what it has called or loaded when
 * it is instantiated is judged as in JSON, in every document of it.
 */
export const format: ArtifactFormat = {
  id: "yaml-config",
  title: "a YAML configuration",
  about: "Settings as YAML, as Hydra and NeMo instantiate classes from; found by their name.",
  extensions: [],
  rules: [],
  isNamed: (path) => /\.ya?ml$/i.test(path),
  recognise: () => undefined,
  async examine(source: ByteSource, examination: Examination) {
    await examineText(source, examination);
    const text =
      source.size > largest ? undefined : Buffer.from(await source.read(0, source.size)).toString("utf8");
    const value = text === undefined ? "more than is read" : valueOf(text);
    if (typeof value !== "string") return walkDocument(value.document, examination);
    if (await tells(source)) throw new FormatFault("unsupported", `YAML that is not read here (${value})`, 0);
  },
};

function valueOf(text: string): { readonly document: JsonValue } | string {
  try {
    const documents = loadYamlDocuments(text).map(({ value }) => value);
    const [only = null] = documents;
    return { document: documents.length > 1 ? documents : only };
  } catch (cause) {
    if (cause instanceof BartizanError) return visibleText(cause.message);
    throw cause;
  }
}

/** Whether the text, however long, has a sign of something that is more than plain values. */
async function tells(source: ByteSource): Promise<boolean> {
  const step = 1024 * 1024;
  for (let at = 0; at < source.size; at += step) {
    const bytes = Buffer.from(await source.read(at, step + 16));
    if (telling.some((sign) => bytes.includes(sign))) return true;
  }
  return false;
}
