import {
  beginsAsGguf,
  partOf,
  readGguf,
  visibleText,
  type ByteSource,
  type GgufFault,
  type GgufTensor,
  type GgufValue,
} from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { examineRemainder } from "../remainder/examine-remainder.ts";
import { ggufRules, ruleOfFault } from "./rules.ts";

const mostNamed = 20_000;
const mostFindingsOfKind = 20;
const plainFacts: Readonly<Record<string, string>> = {
  "general.architecture": "architecture",
  "general.name": "title",
  "general.license": "licence",
  "general.type": "type",
  "general.base_model.0.name": "base-model",
  "general.base_model.0.repo_url": "base-model-address",
  "tokenizer.ggml.model": "tokenizer",
  "split.count": "files",
};

/** Models of llama.cpp and its kin. No code is in them but the chat template, which is examined as a template. */
export const format: ArtifactFormat = {
  id: "gguf",
  title: "GGUF",
  about: "Models for llama.cpp, Ollama and LM Studio: metadata, chat templates and tensors in one file.",
  extensions: [".gguf"],
  rules: Object.values(ggufRules),
  recognise: ({ head }) => (beginsAsGguf(head) ? "certain" : undefined),
  examine,
};

async function examine(source: ByteSource, examination: Examination): Promise<void> {
  const templates: { readonly key: string; readonly start: number; readonly end: number }[] = [];
  const bytesOfType = new Map<string, number>();
  const tensors: GgufTensor[] = [];
  const file = await readGguf(source, {
    value(key, value) {
      factOf(key, value, examination);
      if (!/^tokenizer\.chat_template(?:\.|$)/.test(key)) return;
      if (value.kind === "text") templates.push({ key, start: value.start, end: value.end });
      else
        examination.found(ggufRules.template, {
          description: `${visibleText(key.slice(0, 120))} is no text.`,
          place: { at: visibleText(key.slice(0, 120)) },
        });
    },
    tensor(tensor) {
      tensors.push(tensor);
      const { type, start, end } = tensor;
      bytesOfType.set(type.name, (bytesOfType.get(type.name) ?? 0) + end - start);
    },
    fault: reporter(examination),
  });
  examination.claim(0, file.valuesStart, "header");
  examination.claim(file.valuesStart, file.tensorsStart, "metadata");
  examination.claim(file.tensorsStart, file.tensorsEnd, "descriptions of the tensors");
  await claimPadding(source, file.tensorsEnd, file.dataStart, examination);
  for (const [i, { name, start, end }] of tensors.entries()) {
    examination.claim(start, end, i < mostNamed ? `tensor ${name}` : "tensors");
    const next = tensors[i + 1]?.start ?? file.dataEnd;
    if (next - end > 0 && next - end < file.alignment) await claimPadding(source, end, next, examination);
  }
  for (const { key, start, end } of templates)
    await examination.member(key, partOf(source, start, end), { as: "jinja" });
  for (const rule of Object.values(ggufRules)) examination.passed(rule);
  const [quantisation] = [...bytesOfType].sort(([, a], [, b]) => b - a)[0] ?? [];
  examination.fact("version", file.version);
  examination.fact("tensors", file.tensors);
  examination.fact("parameters", file.elements);
  if (quantisation !== undefined) examination.fact("quantisation", quantisation);
  if (file.dataEnd < source.size)
    await examineRemainder(source, [file.dataEnd, source.size], examination, "bytes behind the tensors");
}

function reporter(examination: Examination): (fault: GgufFault) => void {
  const said = new Map<string, number>();
  return ({ kind, name, why, at }) => {
    const count = (said.get(kind) ?? 0) + 1;
    said.set(kind, count);
    if (count > mostFindingsOfKind) return;
    examination.found(ruleOfFault[kind], {
      description: `${name}: ${why}.`,
      place: { at: name, bytes: [at, at + 1] },
    });
  };
}

/** Padding is zeros; anything else stays unexplained. */
async function claimPadding(
  source: ByteSource,
  start: number,
  end: number,
  examination: Examination,
): Promise<void> {
  if (end <= start || end > source.size) return;
  const bytes = await source.read(start, end - start);
  if (bytes.every((byte) => byte === 0)) examination.claim(start, end, "padding");
}

function factOf(key: string, value: GgufValue, examination: Examination): void {
  const name = Object.hasOwn(plainFacts, key)
    ? plainFacts[key]
    : key.endsWith(".context_length")
      ? "context-length"
      : undefined;
  if (name === undefined) return;
  if (value.kind === "text" && value.text !== undefined) examination.fact(name, value.text);
  else if (value.kind === "number") examination.fact(name, Number(value.value));
}
