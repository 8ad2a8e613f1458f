import type { JsonValue } from "../../../contracts/index.ts";
import { FormatFault, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Certainty, Examination, Probe } from "../artifact-format.ts";
import { jsonDocument, largeJsonWith, largestJson } from "../json-document/json-document.ts";
import { examineText } from "../text/format.ts";
import { besideOf } from "./remote-code.ts";
import { huggingfaceRules } from "./rules.ts";
import { isObject, judgeShards, leaves } from "./shard-index.ts";
import { judgeTokenizer } from "./tokenizer.ts";
import { templateNames, walkDocument, walkReplaced } from "./walk-document.ts";

/** One of these at any depth makes the document a configuration that loaders act upon. */
const acted = [
  "auto_map",
  "custom_pipelines",
  "custom_generate",
  "auto_mapping",
  "_target_",
  ...templateNames,
] as const;
/** One of these at the top says that a framework wrote it. */
const known = [
  "model_type",
  "architectures",
  "transformers_version",
  "tokenizer_class",
  "_class_name",
  "peft_type",
  "weight_map",
  "added_tokens",
  "image_processor_type",
  "feature_extractor_type",
  "processor_class",
  "_diffusers_version",
  "added_tokens_decoder",
] as const;
const facts: Readonly<Record<string, string>> = {
  model_type: "architecture",
  torch_dtype: "dtype",
  dtype: "dtype",
  max_position_embeddings: "context-length",
  base_model_name_or_path: "base-model",
  license: "licence",
  transformers_version: "written-by-transformers",
  _class_name: "class",
  tokenizer_class: "tokenizer",
};

/** Settings by which transformers, diffusers, PEFT and Hydra decide what to import, and where templates sit. */
export const format: ArtifactFormat = {
  id: "huggingface-config",
  title: "configuration of a Hugging Face repository",
  about:
    "config.json, tokenizer, processor, generation and adapter settings, model_index.json, tokenizer.json, shard indexes.",
  extensions: [],
  alongside: true,
  rules: Object.values(huggingfaceRules),
  recognise,
  examine,
};

async function recognise({ source }: Probe): Promise<Certainty | undefined> {
  const document = await jsonDocument(source);
  if (document === undefined) return (await largeJsonWith(source, acted)) ? "likely" : undefined;
  const candidates = [document.value, ...document.replaced];
  // A name that is there twice may be one of those that are acted upon.
  if (document.duplicates.some((name) => acted.some((one) => one === name))) return "likely";
  return candidates.some((one) => hasKnown(one) || hasActed(one)) ? "likely" : undefined;
}

async function examine(source: ByteSource, examination: Examination): Promise<void> {
  await examineText(source, examination);
  if (source.size > largestJson)
    throw new FormatFault("too-large", `a configuration of ${source.size} bytes`, 0);
  const document = await jsonDocument(source);
  if (document === undefined) throw new FormatFault("malformed", "JSON that nobody reads", 0);
  if (document.duplicates.length > 0)
    examination.found(huggingfaceRules.duplicate, {
      description: `The first is \`${visibleText((document.duplicates[0] ?? "").slice(0, 80))}\`.`,
    });
  const { value } = document;
  await walkDocument(value, examination);
  await walkReplaced(document, examination);
  judgeTokenizer(value, examination);
  if (isObject(value)) {
    await judgeShards(value["weight_map"], examination);
    await judgeLibraries(value, examination);
    for (const [name, fact] of Object.entries(facts)) {
      const given = value[name];
      if (typeof given === "string" || typeof given === "number") examination.fact(fact, given);
    }
    const { architectures } = value;
    if (Array.isArray(architectures) && typeof architectures[0] === "string")
      examination.fact("class", architectures[0]);
    const base = value["base_model_name_or_path"];
    if (typeof base === "string" && value["peft_type"] !== undefined)
      examination.found(huggingfaceRules.base, {
        description: `It is made for \`${visibleText(base.slice(0, 200))}\`${leaves(base) ? ", a path of the machine that wrote it" : ""}.`,
      });
  }
  for (const rule of Object.values(huggingfaceRules)) examination.passed(rule);
}

/** diffusers: each part of a pipeline has a library and a class; a library that is a file beside it is code. */
async function judgeLibraries(
  value: { readonly [name: string]: JsonValue | undefined },
  examination: Examination,
): Promise<void> {
  if (value["_class_name"] === undefined) return;
  for (const [part, entry] of Object.entries(value)) {
    if (!Array.isArray(entry) || entry.length !== 2) continue;
    const library: JsonValue | undefined = entry[0];
    if (typeof library !== "string" || (part.startsWith("_") && part !== "_class_name")) continue;
    const files = [`${library}.py`, `${part}/${library}.py`];
    const file = files.find((name) => examination.siblings.includes(name));
    if (part === "_class_name" || file !== undefined)
      examination.found(huggingfaceRules.beside, {
        description: `/${visibleText(part)} is code of this repository: \`${visibleText(file ?? library)}\`.`,
        place: { at: `/${visibleText(part)}` },
        ...(file === undefined ? {} : { related: [besideOf(examination.path, file)] }),
      });
    else if (library.includes("/") || library.includes("--"))
      examination.found(huggingfaceRules.elsewhere, {
        description: `/${visibleText(part)} is \`${visibleText(library)}\`.`,
        place: { at: `/${visibleText(part)}` },
      });
  }
}

function hasKnown(value: JsonValue): boolean {
  return isObject(value) && known.some((name) => Object.hasOwn(value, name));
}

function hasActed(document: JsonValue): boolean {
  const waiting: JsonValue[] = [document];
  for (let places = 0; places < 1_000_000; places++) {
    const value = waiting.pop();
    if (value === undefined) return false;
    if (typeof value !== "object" || value === null) continue;
    if (isObject(value) && acted.some((name) => Object.hasOwn(value, name))) return true;
    for (const inner of Object.values(value))
      if (typeof inner === "object" && inner !== null) waiting.push(inner);
  }
  return true;
}
