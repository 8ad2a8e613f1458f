import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../contracts/index.ts";
import { format as json } from "../json/format.ts";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const formats = [format, json, text];
const outcome = async (config: JsonValue | string): Promise<readonly string[]> =>
  outcomeOf(
    await examineBytes(
      Buffer.from(typeof config === "string" ? config : JSON.stringify(config)),
      formats,
      "config.json",
    ),
  );

const object = (module: string | null, name: string, config: JsonValue = {}): JsonValue => ({
  module,
  class_name: name,
  config,
  registered_name: null,
});
const model = (...layers: readonly JsonValue[]): JsonValue => ({
  module: "keras",
  class_name: "Sequential",
  config: { name: "sequential", layers: [...layers] },
  registered_name: "Sequential",
  build_config: { input_shape: [null, 4] },
});
const dense = object("keras.layers", "Dense", {
  units: 3,
  activation: "relu",
  kernel_initializer: object("keras.initializers", "GlorotUniform", { seed: null }),
});
const functionOf = (module: string, name: string): JsonValue => ({
  module,
  class_name: "function",
  config: name,
  registered_name: "function",
});

describe("what Keras writes is clean", () => {
  it.each<[string, JsonValue]>([
    ["layers of version 3", model(dense)],
    ["operations", model(object("keras.src.ops.numpy", "Multiply"), object("keras.src.ops.nn", "Relu"))],
    [
      "functions of Keras by name",
      model(object("keras.layers", "Activation", { activation: functionOf("builtins", "gelu") })),
    ],
    [
      "layers of version 2",
      {
        class_name: "Sequential",
        config: [{ class_name: "Dense", config: { units: 1 } }],
        keras_version: "2.3.0",
      },
    ],
    ["operations of version 2", model({ class_name: "TFOpLambda", config: { function: "math.multiply" } })],
    [
      "a vocabulary that is a list",
      model(object("keras.layers", "TextVectorization", { vocabulary: ["a"] })),
    ],
  ])("%s", async (_, config) => {
    expect(await outcome(config)).toEqual(["clean"]);
  });
});

const marshalled = `4wEAAAAA${"A".repeat(60)}`;
describe("code and imports, at any depth", () => {
  it.each<[string, string, JsonValue]>([
    [
      "the form of version 3",
      "lambda",
      object("keras.layers", "Lambda", {
        function: { class_name: "__lambda__", config: { code: marshalled } },
      }),
    ],
    [
      "the form with a value",
      "lambda",
      object("keras.layers", "Lambda", {
        function: { class_name: "__lambda__", config: { value: [marshalled, null, null] } },
      }),
    ],
    [
      "the form of version 2",
      "lambda",
      {
        class_name: "Lambda",
        config: { function: [marshalled, null, null], function_type: "lambda", module: "builtins" },
      },
    ],
    [
      "only the shape",
      "lambda",
      {
        class_name: "Lambda",
        config: { function: "f", output_shape: [marshalled, null, null], output_shape_type: "lambda" },
      },
    ],
    [
      "in a wrapper",
      "lambda",
      object("keras.layers", "TimeDistributed", {
        layer: object("keras.layers", "Lambda", { function: { class_name: "__lambda__" } }),
      }),
    ],
    [
      "os.system as an initializer",
      "import",
      object("keras.layers", "Dense", { kernel_initializer: functionOf("os", "system") }),
    ],
    ["subprocess as a layer", "import", object("subprocess", "Popen", { args: ["echo", "inert"] })],
    ["eval of builtins", "import", functionOf("builtins", "eval")],
    ["a class of builtins", "import", object("builtins", "exec")],
    ["a download by Keras", "import", functionOf("keras.utils", "get_file")],
    ["the switch for unsafe reading", "import", functionOf("keras.config", "enable_unsafe_deserialization")],
    ["reading compiled functions", "import", functionOf("keras.src.utils.python_utils", "func_load")],
    ["another model", "import", functionOf("keras.models", "load_model")],
    ["a module of torch in it", "import", object("keras.layers", "TorchModuleWrapper", { module: "UEsD" })],
    [
      "an operation that writes files",
      "import",
      { class_name: "TFOpLambda", config: { function: "io.write_file" } },
    ],
    [
      "a vocabulary from elsewhere",
      "outside-path",
      object("keras.layers", "StringLookup", { vocabulary: "/etc/passwd" }),
    ],
    [
      "a vocabulary from the network",
      "outside-path",
      object("keras.layers", "StringLookup", { vocabulary: "http://203.0.113.7/v" }),
    ],
  ])("%s", async (_, rule, layer) => {
    expect(await outcome(model(dense, layer))).toEqual(["unsafe", `keras-config/${rule}`]);
    // Keras goes into lists and into objects that are none of its own.
    expect(await outcome([1, { anything: [layer] }])).toEqual(["unsafe", `keras-config/${rule}`]);
  });

  it("a class of somebody's own is for a person to look at", async () => {
    expect(await outcome(model(object("my_layers.attention", "Mine")))).toEqual([
      "review",
      "keras-config/custom-object",
    ]);
  });

  it("is found where a second member hides it, where a name is written in escapes, and beside NaN", async () => {
    const evil = JSON.stringify(functionOf("os", "system"));
    expect(await outcome(`{"class_name": "Dense", "config": {"a": ${evil}, "a": 1}}`)).toEqual([
      "unsafe",
      "keras-config/import",
      "keras-config/duplicate-member",
    ]);
    const escaped = evil.replace("class_name", "class\\u005fname").replace("module", "m\\u006fdule");
    expect(await outcome(`{"x": NaN, "y": ${escaped}}`)).toEqual(["unsafe", "keras-config/import"]);
    expect(await outcome(`${" ".repeat(100_000)}[${evil}]`)).toEqual(["unsafe", "keras-config/import"]);
  });

  it("is not passed over where the file is too large to be read", async () => {
    const padded = `${" ".repeat(33_000_000)}[${JSON.stringify(functionOf("os", "system"))}]`;
    expect((await outcome(padded)).slice(0, 2)).toEqual(["incomplete", "artifact/not-readable-to-the-end"]);
  });

  it("versions clear nothing", async () => {
    const config = { keras_version: "99.0", ...(model(object("os", "system")) as object) } as JsonValue;
    expect(await outcome(config)).toEqual(["unsafe", "keras-config/import"]);
  });
});

it("damage never crashes", async () => {
  await expectNoFalseClean(Buffer.from(JSON.stringify(model(dense, functionOf("os", "system")))), formats, 5);
});
