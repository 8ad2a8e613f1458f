import { describe, expect, it } from "vitest";
import { memorySource } from "../../../formats/index.ts";
import { safetensorsFile } from "../../../formats/safetensors/testing/safetensors-file.ts";
import { mutantsOf } from "../../../formats/testing/mutants.ts";
import { examineArtifact } from "../engine/examine.ts";
import { format as jinja } from "../jinja/format.ts";
import { format as json } from "../json/format.ts";
import { format as text } from "../text/format.ts";
import { format as huggingface } from "./format.ts";

const examine = (document: object | string, files: Readonly<Record<string, string | Uint8Array>> = {}) =>
  examineArtifact(
    memorySource(Buffer.from(typeof document === "string" ? document : JSON.stringify(document))),
    "config.json",
    {
      formats: [huggingface, jinja, json, text],
      loaders: [],
      siblings: Object.keys(files),
      sibling: (name) => {
        const file = files[name];
        return Promise.resolve(file === undefined ? undefined : memorySource(Buffer.from(file)));
      },
    },
  );
const model = { model_type: "llama", architectures: ["LlamaForCausalLM"] };
const bad = "{{ ''.__class__ }}";

describe("what loaders write is clean", () => {
  it.each<[string, object]>([
    [
      "a model",
      { ...model, torch_dtype: "bfloat16", max_position_embeddings: 4096, transformers_version: "5.0.0" },
    ],
    [
      "a tokenizer",
      {
        tokenizer_class: "LlamaTokenizer",
        chat_template: "{% for m in messages %}{{ m['content'] }}{% endfor %}",
        added_tokens_decoder: { "0": { content: "<unk>" } },
      },
    ],
    [
      "a pipeline",
      {
        _class_name: "StableDiffusionPipeline",
        unet: ["diffusers", "UNet2DConditionModel"],
        safety_checker: ["stable_diffusion", "StableDiffusionSafetyChecker"],
        scheduler: [null, null],
      },
    ],
    [
      "an adapter",
      {
        peft_type: "LORA",
        base_model_name_or_path: "example/base",
        auto_mapping: null,
        target_modules: ["q_proj"],
      },
    ],
    [
      "an adapter of a class",
      {
        peft_type: "LORA",
        auto_mapping: {
          base_model_class: "LlamaModel",
          parent_library: "transformers.models.llama.modeling_llama",
        },
      },
    ],
    [
      "a tokenizer.json",
      {
        added_tokens: [{ id: 0, content: "<|begin_of_text|>" }],
        normalizer: { type: "Replace", pattern: { String: " " }, content: "▁" },
        decoder: {
          type: "Sequence",
          decoders: [{ type: "Replace", pattern: { String: "▁" }, content: " " }],
        },
      },
    ],
    [
      "a configuration of NeMo",
      { encoder: { _target_: "nemo.collections.asr.modules.ConformerEncoder" }, optim: { name: "adamw" } },
    ],
  ])("%s", async (_, document) => {
    const report = await examine(document);
    expect(report).toMatchObject({ format: "huggingface-config", verdict: "clean" });
  });

  it("leaves other JSON to others", async () => {
    expect(await examine({ name: "x", dependencies: {} })).toMatchObject({
      format: "json",
      verdict: "clean",
    });
  });

  it("tells what the model is", async () => {
    expect(
      (await examine({ ...model, torch_dtype: "bfloat16", max_position_embeddings: 4096 })).facts,
    ).toEqual({
      architecture: "llama",
      class: "LlamaForCausalLM",
      dtype: "bfloat16",
      "context-length": 4096,
    });
  });
});

describe("code that a configuration loads", () => {
  const own = {
    ...model,
    auto_map: { AutoModel: "modeling_x.XModel", AutoTokenizer: [null, "tokenization_x.XTokenizer"] },
  };

  it("beside it has to be looked at", async () => {
    const report = await examine(own, {
      "modeling_x.py":
        "class XModel:\n    # os.system('echo inert')\n    def eval(self): return self.eval()\n",
    });
    expect(report.verdict).toBe("review");
    expect(report.findings.map(({ rule }) => rule)).toEqual([
      "huggingface-config/code-beside",
      "huggingface-config/code-beside",
    ]);
  });

  it.each(["os.system('echo inert')", "exec(code)", "subprocess.run(['echo', 'inert'])", "__import__('os')"])(
    "beside it that does %s is unsafe",
    async (line) => {
      const report = await examine(own, { "modeling_x.py": `import os\n${line}\n` });
      expect(report.findings[0]).toMatchObject({ rule: "huggingface-config/harmful-code", effect: "unsafe" });
    },
  );

  it.each<[string, object]>([
    ["of another repository", { ...model, auto_map: { AutoModel: "attacker/model--modeling.Model" } }],
    [
      "deep inside",
      { ...model, text_config: { vision: [{ auto_map: { AutoConfig: "attacker/model--c.C" } }] } },
    ],
    ["of a pipeline", { ...model, custom_pipelines: { x: { impl: "attacker/p--pipe.Pipe" } } }],
    ["that generates", { model_type: "x", custom_generate: "attacker/generate" }],
    ["by a path", { ...model, auto_map: { AutoModel: "../../x.Model" } }],
    ["by a target", { encoder: { _target_: "os.system", _args_: ["echo inert"] } }],
    ["by a target through a framework", { encoder: { _target_: "torch.utils.os.system" } }],
    ["by a target that unpickles", { encoder: { _target_: "torch.load", f: "x" } }],
  ])("%s is unsafe", async (_, document) => {
    expect((await examine(document)).verdict).toBe("unsafe");
  });

  it("is found behind a name that is written otherwise, and behind one that is there twice", async () => {
    expect(
      (await examine(String.raw`{"model_type":"x","auto\u005fmap":{"A":"attacker/m--m.M"}}`)).verdict,
    ).toBe("unsafe");
    expect((await examine('{"auto_map":{"A":"attacker/m--m.M"},"auto_map":{}}')).verdict).toBe("unsafe");
    expect((await examine('{"x": NaN, "auto_map":{"A":"attacker/m--m.M"}}')).verdict).toBe("unsafe");
  });
});

describe("templates", () => {
  it.each<[string, object]>([
    ["as a text", { chat_template: bad }],
    [
      "as a list of named ones",
      {
        chat_template: [
          { name: "default", template: "{{ x }}" },
          { name: "tool_use", template: bad },
        ],
      },
    ],
    ["as a map", { chat_template: { rag: bad } }],
    ["of a processor", { processor_class: "X", chat_template: bad }],
    ["deep inside", { generation: { chat_template: bad } }],
  ])("%s are examined wherever they sit", async (_, document) => {
    const report = await examine(document);
    expect(report.verdict).toBe("unsafe");
    expect(report.members.at(-1)).toMatchObject({ format: "jinja", verdict: "unsafe" });
  });
});

describe("shards", () => {
  const index = (file: string) => ({ metadata: { total_size: 4 }, weight_map: { a: file } });
  const shard = safetensorsFile({ a: { dtype: "U8", shape: [4], data_offsets: [0, 4] } }, Buffer.alloc(4));

  it("are beside the index and have what it says", async () => {
    expect((await examine(index("m-1.safetensors"), { "m-1.safetensors": shard })).findings).toEqual([]);
    expect(
      (await examine({ weight_map: { b: "m-1.safetensors" } }, { "m-1.safetensors": shard })).findings,
    ).toMatchObject([{ rule: "huggingface-config/shard-missing" }]);
    expect((await examine(index("m-2.safetensors"), { "m-1.safetensors": shard })).findings).toMatchObject([
      { description: "`m-2.safetensors` is not there." },
    ]);
  });

  it.each(["../x.safetensors", "/etc/x", "C:x", "a\\b"])("never leave the folder: %s", async (file) => {
    expect((await examine(index(file))).verdict).toBe("unsafe");
  });
});

it("tells of tokens and rules that put words into a tokenizer", async () => {
  expect((await examine({ added_tokens: [{ content: "visit https://attacker.example now" }] })).verdict).toBe(
    "review",
  );
  expect(
    (
      await examine({
        added_tokens: [],
        decoder: { type: "Replace", pattern: { String: "yes" }, content: "never" },
      })
    ).verdict,
  ).toBe("review");
});

it("is never clean when it broke off", async () => {
  const document = Buffer.from(
    JSON.stringify({ ...model, auto_map: { AutoModel: "attacker/m--m.M" }, chat_template: bad }),
  );
  for (const { bytes, how } of mutantsOf(document, 6, 150)) {
    const report = await examineArtifact(memorySource(bytes), "c", {
      formats: [huggingface, jinja],
      loaders: [],
    });
    if (report.bytesExamined < report.bytes) expect(report.verdict, how).not.toBe("clean");
  }
});
