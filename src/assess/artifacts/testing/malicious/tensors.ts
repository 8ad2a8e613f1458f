import { ggufFile, type GgufParts } from "../../../../formats/gguf/testing/gguf-file.ts";
import { safetensorsFile } from "../../../../formats/safetensors/testing/safetensors-file.ts";
import { injections, instructions } from "../../jinja/testing/hostile-templates.ts";
import { family, harmful, json, type MaliciousFile } from "./malicious-file.ts";

const entry = (start: number, end: number, dtype = "U8", shape: readonly number[] = [end - start]) => ({
  dtype,
  shape,
  data_offsets: [start, end],
});
const four = Buffer.alloc(4);
const own = safetensorsFile({ a: entry(0, 4) }, four);
const gguf = (parts: GgufParts): Uint8Array =>
  ggufFile({
    ...parts,
    values: [["general.architecture", { type: "text", value: "llama" }], ...(parts.values ?? [])],
  });
const templated = (template: string): Uint8Array =>
  gguf({ values: [["tokenizer.chat_template", { type: "text", value: template }]] });
const tensor = { name: "a", shape: [8], offset: 0 };
const data = Buffer.alloc(32);
const spread = (
  cases: Readonly<Record<string, string>>,
  every: number,
): readonly (readonly [string, string])[] => Object.entries(cases).filter((_, i) => i % every === 0);

/** Tensor files whose tables lie, and templates that do more than join messages. */
export const tensorFiles: readonly MaliciousFile[] = [
  ...family("safetensors", "model.safetensors", {
    overlap: safetensorsFile({ a: entry(0, 3), b: entry(2, 4) }, four),
    "hole with a pickle": safetensorsFile(
      { a: entry(0, 2), b: entry(2 + harmful.length, 4 + harmful.length) },
      Buffer.concat([Buffer.alloc(2), harmful, Buffer.alloc(2)]),
    ),
    "pickle behind the end": Buffer.concat([own, harmful]),
    "one name twice": safetensorsFile(
      '{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}',
      Buffer.alloc(8),
    ),
    "sizes that overflow": safetensorsFile({ a: entry(0, 4, "F32", [4294967296, 4294967296]) }, four),
    "more than the file": safetensorsFile({ a: entry(0, 4_000_000_000) }, four),
    "an offset below zero": safetensorsFile('{"a":{"dtype":"U8","shape":[4],"data_offsets":[-4,0]}}', four),
    "a header without end": Buffer.concat([Buffer.alloc(8, 0xff), four]),
    "wrong size for its type": safetensorsFile({ a: entry(0, 4, "F64", [4]) }, four),
    "a type nobody knows": safetensorsFile({ a: entry(0, 4, "PICKLE") }, four),
  }),
  ...family("gguf", "model.gguf", {
    "more tensors than bytes": gguf({ counts: [2n ** 60n, 1n] }),
    "more values than bytes": gguf({ counts: [0n, 2n ** 62n] }),
    "one key twice": gguf({
      values: [
        ["a", { type: "u32", value: 1 }],
        ["a", { type: "u32", value: 2 }],
      ],
    }),
    "one tensor twice": gguf({ tensors: [tensor, { ...tensor, offset: 32 }], data: Buffer.alloc(64) }),
    "tensors that overlap": gguf({ tensors: [tensor, { ...tensor, name: "b" }], data }),
    "dimensions that overflow": gguf({ tensors: [{ ...tensor, shape: [2 ** 40, 2 ** 40] }], data }),
    "five dimensions": gguf({ tensors: [{ ...tensor, shape: [1, 1, 1, 1, 8] }], data }),
    "an unknown type": gguf({ tensors: [{ ...tensor, type: 999 }], data }),
    "data that is missing": gguf({ tensors: [tensor], data: data.subarray(0, 7) }),
    "a crooked alignment": gguf({ values: [["general.alignment", { type: "u32", value: 7 }]] }),
    "a text longer than the file": gguf({
      values: [
        ["a", { type: "raw", bytes: Buffer.from([8, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 127]) }],
      ],
    }),
    "an unknown kind of value": gguf({
      values: [["a", { type: "raw", bytes: Buffer.from([77, 0, 0, 0, 1]) }]],
    }),
    "a pickle behind the end": Buffer.concat([gguf({ tensors: [tensor], data }), harmful]),
    "a template among several": gguf({
      values: [["tokenizer.chat_template.tool", { type: "text", value: "{{ ''.__class__ }}" }]],
    }),
    ...Object.fromEntries(
      spread(injections, 6).map(([name, template]) => [`template: ${name}`, templated(template)]),
    ),
    ...Object.fromEntries(
      spread(instructions, 6).map(([name, template]) => [`words: ${name}`, templated(template)]),
    ),
  }),
  ...family(
    "tokenizer template",
    "tokenizer_config.json",
    Object.fromEntries(
      spread(injections, 4).map(([name, template]) => [
        name,
        json({ tokenizer_class: "PreTrainedTokenizerFast", chat_template: template }),
      ]),
    ),
  ),
  ...family(
    "tokenizer template, conditional",
    "tokenizer_config.json",
    Object.fromEntries(
      spread(instructions, 4).map(([name, template]) => [
        name,
        json({ tokenizer_class: "PreTrainedTokenizerFast", chat_template: template }),
      ]),
    ),
  ),
  ...family("template in a list", "tokenizer_config.json", {
    "the second": json({
      chat_template: [
        { name: "default", template: "{{ messages[0].content }}" },
        { name: "rag", template: "{{ ''.__class__.__mro__ }}" },
      ],
    }),
  }),
  ...family("processor template", "processor_config.json", {
    injection: json({ processor_class: "X", chat_template: "{{ cycler.__init__.__globals__.os }}" }),
  }),
  ...family(
    "jinja file",
    "chat_template.jinja",
    Object.fromEntries([...spread(injections, 5), ...spread(instructions, 5)]),
  ),
];
