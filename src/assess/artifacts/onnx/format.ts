import {
  bitsOfElement,
  couldBeOnnx,
  onnxModelPlan,
  visibleText,
  walkMessages,
  type ByteSource,
  type Message,
} from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { outsidePath } from "../outside-paths/outside-path.ts";
import { scriptInText } from "../script-text/script-in-text.ts";
import { ExternalData } from "./external-data.ts";
import { isKnownOperator, pythonOperators } from "./operators.ts";
import { onnxRules } from "./rules.ts";

/** What one rule says of one file, before the rest is only counted. */
const mostFindings = 20;
const mostOperators = 10_000;

/** A graph of operators as a protocol buffer, with the tensors in it or in files beside it. */
export const format: ArtifactFormat = {
  id: "onnx",
  title: "an ONNX model",
  about:
    "A graph of operators and its tensors, written by exporters of every framework; tensors may lie in other files.",
  extensions: [".onnx"],
  rules: Object.values(onnxRules),
  recognise: async ({ source }) => ((await couldBeOnnx(source)) ? "likely" : undefined),
  async examine(source: ByteSource, examination: Examination) {
    const survey = new Survey(examination);
    const model = await walkMessages(source, 0, source.size, onnxModelPlan, {
      claim: (start, end, what) => examination.claim(start, end, what),
      message: (message) => {
        examination.signal.throwIfAborted();
        survey.take(message);
      },
    }).catch(async (cause: unknown) => {
      // What was seen up to here is told all the same.
      await survey.judge();
      throw cause;
    });
    survey.model(model);
    await survey.judge();
  },
};

class Survey {
  readonly #examination: Examination;
  readonly #external: ExternalData;
  /** Operators no runtime is known to bring: how often, and the node that was first. */
  readonly #strange = new Map<
    string,
    { count: number; readonly node: string; readonly at: readonly [number, number] }
  >();
  readonly #functions = new Set<string>();
  readonly #counts = new Map<string, number>();
  #operators = 0;
  #parameters = 0;

  constructor(examination: Examination) {
    this.#examination = examination;
    this.#external = new ExternalData(examination);
  }

  take(message: Message): void {
    switch (message.plan.name) {
      case "NodeProto":
        return this.#node(message);
      case "TensorProto":
        return this.#tensor(message);
      case "FunctionProto":
        this.#functions.add(`${message.text("domain")}:${message.text("name")}`);
        return this.#metadata(message);
      case undefined:
      default:
        return this.#metadata(message);
    }
  }

  model(model: Message): void {
    this.#metadata(model);
    const fact = (name: string, value: string | number | undefined): void => {
      if (value !== undefined && value !== "") this.#examination.fact(name, value);
    };
    fact("producer", [model.text("producer_name"), model.text("producer_version")].filter(Boolean).join(" "));
    fact("irVersion", model.int("ir_version"));
    fact(
      "opsets",
      model
        .messages("opset_import")
        .map((opset) => `${opset.text("domain") || "ai.onnx"} ${opset.int("version") ?? 0}`)
        .join(", "),
    );
  }

  async judge(): Promise<void> {
    this.#examination.fact("operators", this.#operators);
    this.#examination.fact("parameters", this.#parameters);
    await this.#external.judge();
    for (const [operator, { count, node, at }] of this.#strange) {
      if (this.#functions.has(operator)) continue;
      const [domain, name] = split(operator);
      const where = domain === "" ? "the standard does not have" : `is of the domain ${visibleText(domain)}`;
      this.#found(
        "operator",
        `The operator ${visibleText(name)} ${where}; ${count} nodes use it, the first is ${node}.`,
        at,
        node,
      );
    }
    for (const rule of ["size", "operator", "python", "script"] as const)
      if (!this.#counts.has(rule)) this.#examination.passed(onnxRules[rule]);
  }

  #node(node: Message): void {
    this.#operators += 1;
    const operator = node.text("op_type");
    const domain = node.text("domain");
    const name = visibleText(node.text("name").slice(0, 200));
    const at = [node.from, node.to] as const;
    if (pythonOperators.has(operator))
      this.#found(
        "python",
        `The node ${name} is a ${visibleText(operator)}: it names a Python module that the runtime imports.`,
        at,
        name,
      );
    else if (!isKnownOperator(domain, operator)) {
      const key = `${domain}:${operator}`;
      const known = this.#strange.get(key);
      if (known !== undefined) known.count += 1;
      else if (this.#strange.size < mostOperators) this.#strange.set(key, { count: 1, node: name, at });
    }
    this.#metadata(node);
  }

  #tensor(tensor: Message): void {
    const dims = tensor.ints("dims");
    const elements = dims.reduce((product, dim) => product * dim, 1);
    const bits = bitsOfElement(tensor.int("data_type"));
    const name = visibleText(tensor.text("name").slice(0, 200));
    const at = [tensor.from, tensor.to] as const;
    if (dims.some((dim) => dim < 0) || !Number.isSafeInteger(elements)) {
      this.#found(
        "size",
        `The tensor ${name} has the impossible shape ${dims.slice(0, 8).join(" × ")}.`,
        at,
        name,
      );
      return;
    }
    this.#parameters += elements;
    const bytes = bits === undefined ? undefined : Math.ceil((elements * bits) / 8);
    const raw = tensor.span("raw_data");
    if (
      raw !== undefined &&
      bytes !== undefined &&
      raw.to - raw.from !== bytes &&
      tensor.int("data_location") !== 1
    )
      this.#found("size", `The tensor ${name} needs ${bytes} bytes and has ${raw.to - raw.from}.`, at, name);
    this.#external.add(tensor, bytes);
    this.#metadata(tensor);
  }

  /** Text that a program may evaluate or show: metadata and attributes; descriptions are for reading. */
  #metadata(message: Message): void {
    for (const entry of message.messages("metadata_props"))
      this.#text(entry.text("value"), message, entry.text("key"));
    if (message.plan.name !== "AttributeProto") return;
    const text = message.text("s");
    this.#text(text, message, message.text("name"));
    for (const one of message.texts("strings")) this.#text(one, message, message.text("name"));
    // A context compiled beforehand for a device lies in a file that the node names.
    if (message.text("name") === "ep_cache_context" && text.length < 4096 && outsidePath(text) !== undefined)
      this.#examination.found(onnxRules.escape, {
        description: `The compiled context ${visibleText(text.slice(0, 200))} is not in the model's folder.`,
        place: { bytes: [message.from, message.to] },
      });
  }

  #text(text: string, message: Message, key: string): void {
    const script = scriptInText(text);
    if (script === undefined) return;
    this.#found(
      "script",
      `${visibleText(key.slice(0, 100))} holds ${script}: ${visibleText(text.slice(0, 200))}`,
      [message.from, message.to],
      key.slice(0, 100),
    );
  }

  #found(
    rule: keyof typeof onnxRules,
    description: string,
    bytes: readonly [number, number],
    at: string,
  ): void {
    const count = (this.#counts.get(rule) ?? 0) + 1;
    this.#counts.set(rule, count);
    if (count > mostFindings) return;
    this.#examination.found(onnxRules[rule], {
      description,
      place: { bytes, ...(at === "" ? {} : { at: visibleText(at) }) },
    });
  }
}

function split(operator: string): readonly [domain: string, name: string] {
  const colon = operator.lastIndexOf(":");
  return [operator.slice(0, colon), operator.slice(colon + 1)];
}
