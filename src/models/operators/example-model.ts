import { seededRandom } from "../../stats/index.ts";
import type { Model } from "../onnx/index.ts";
import { tensorOf, type Tensor } from "../tensor/index.ts";
import { attributeOf } from "./emitter.ts";
import type { Example, Operator } from "./operator.ts";

/** A model of one node, as an example says, and what goes in. */
export interface ExampleModel {
  readonly model: Model;
  readonly feeds: ReadonlyMap<string, Tensor>;
  /** Names of the inputs whose gradient is asked for. */
  readonly varied: readonly string[];
}

/** Numbers are the same at every call. */
export function exampleModel(
  { op, domain }: Pick<Operator, "op" | "domain">,
  example: Example,
): ExampleModel {
  const feeds = new Map<string, Tensor>();
  const initializers = new Map<string, Tensor>();
  const names = example.inputs.map((input, i) => {
    if (input === "") return "";
    const name = `x${i}`;
    // Given tensors are part of the model: shapes and indices are.
    if (typeof input === "string") feeds.set(name, drawn(input, `${op}/${i}`));
    else initializers.set(name, input);
    return name;
  });
  const outputs = Array.from({ length: example.outputs ?? 1 }, (_, i) => `y${i}`);
  const attributes = new Map(
    Object.entries(example.attributes ?? {}).map(([name, value]) => [
      name,
      attributeOf(value, example.floats?.includes(name) === true || !isWhole(value)),
    ]),
  );
  const drawnNames = names.filter((name) => feeds.has(name));
  return {
    feeds,
    varied: example.varied?.map((i) => names[i] ?? "") ?? drawnNames,
    model: {
      irVersion: 8,
      producer: "bartizan",
      opsets: new Map([
        ["", domain === "" ? (example.opset ?? 17) : 17],
        ...(domain === "" ? [] : ([[domain, example.opset ?? 3]] as const)),
      ]),
      graph: {
        name: op,
        nodes: [{ name: "", op, domain, inputs: names, outputs, attributes }],
        initializers,
        inputs: drawnNames.map((name) => {
          const { type, shape } = feeds.get(name) ?? tensorOf("float32", [0], []);
          return { name, type, shape };
        }),
        outputs: outputs.map((name) => ({ name })),
      },
    },
  };
}

const isWhole = (value: NonNullable<Example["attributes"]>[string]): boolean =>
  Array.isArray(value) ? value.every((one) => Number.isInteger(one)) : Number.isInteger(value);

function drawn(text: string, seed: string): Tensor {
  const kind = /[+~]$/.exec(text)?.[0] ?? "";
  const shape = text
    .slice(0, text.length - kind.length)
    .split("x")
    .map(Number);
  const size = shape.reduce((product, dim) => product * dim, 1);
  const random = seededRandom(`bartizan.models.examples/v1/${seed}`);
  const values = Array.from({ length: size }, () =>
    Math.fround(kind === "+" ? 0.2 + random.next() : 4 * random.next() - 2),
  );
  if (kind === "~") {
    // Evenly spaced and shuffled: no two are near each other.
    const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
    for (const [rank, i] of order.entries()) values[i] = Math.fround((4 * rank) / size - 2);
  }
  return tensorOf("float32", shape, values);
}
