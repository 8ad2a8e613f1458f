import {
  FormatFault,
  readLooseJson,
  visibleText,
  type ByteSource,
  type Message,
} from "../../../formats/index.ts";
import type { JsonValue } from "../../../contracts/index.ts";
import type { Examination } from "../artifact-format.ts";
import { outsidePath, outsideWords } from "../outside-paths/outside-path.ts";
import { operatorKind } from "./operators.ts";
import { tensorflowRules } from "./rules.ts";

type Rule = keyof typeof tensorflowRules;

/** Of one graph or function: its texts by the name of the node, and the nodes that open what they are given. */
interface Scope {
  readonly texts: Map<string, string>;
  readonly inputs: Map<string, readonly string[]>;
  readonly users: { readonly node: string; readonly operator: string; readonly inputs: readonly string[] }[];
}

const mostFindings = 20;
const mostKept = 200_000;
const largestConfig = 32_000_000;
/** Nodes through which a name of a file goes on its way. */
const through: ReadonlySet<string> = new Set([
  "Identity",
  "StringJoin",
  "Select",
  "SelectV2",
  "Pack",
  "ExpandDims",
  "Reshape",
  "ShardedFilename",
]);

/** Takes the messages of a graph one by one, and judges what they come to. */
export class Survey {
  readonly #source: ByteSource;
  readonly #examination: Examination;
  readonly #scopes = new WeakMap<Message, Scope>();
  readonly #functions = new Set<string>();
  readonly #strange = new Map<string, { count: number; readonly node: string }>();
  readonly #counts = new Map<Rule, number>();
  #nodes = 0;
  /** Configurations of Keras objects that lie beside the graph. */
  readonly configs: JsonValue[] = [];

  constructor(source: ByteSource, examination: Examination) {
    this.#source = source;
    this.#examination = examination;
  }

  /** @param bytes what the places of its values are in, where that is not the file itself */
  async take(message: Message, bytes: ByteSource = this.#source): Promise<void> {
    this.#examination.signal.throwIfAborted();
    switch (message.plan.name) {
      case "NodeDef":
        return this.#node(message);
      case "FunctionDef":
        this.#functions.add(message.message("signature")?.text("name") ?? "");
        return this.#paths(message);
      case "GraphDef":
        return this.#paths(message);
      case "AssetFileDef":
        return this.#asset(message);
      case "SavedObject":
        return this.#object(message, bytes);
      case undefined:
      default:
        return undefined;
    }
  }

  judge(): void {
    this.#examination.fact("operators", this.#nodes);
    for (const [operator, { count, node }] of this.#strange)
      if (!this.#functions.has(operator))
        this.#found(
          "operator",
          `TensorFlow has no operator ${visibleText(operator.slice(0, 200))}; ${count} nodes use it, the first is ${node}.`,
        );
    for (const rule of Object.keys(tensorflowRules))
      // Safe: these are the keys of that very object.
      if (!this.#counts.has(rule as Rule)) this.#examination.passed(tensorflowRules[rule as Rule]);
  }

  #node(node: Message): void {
    this.#nodes += 1;
    const operator = node.text("op");
    const name = visibleText(node.text("name").slice(0, 200));
    const kind = operatorKind(operator);
    const scope = this.#scopeOf(node.parent);
    const what = `The node ${name} is a ${visibleText(operator.slice(0, 100))}${inFunction(node)}`;
    if (kind === "python") this.#found("python", `${what}: it calls a function of the Python process.`, node);
    else if (kind === "harmful") this.#found("io", `${what}.`, node);
    else if (kind === "reader") this.#found("reader", `${what}.`, node);
    else if (kind === "unknown") {
      const known = this.#strange.get(operator);
      if (known !== undefined) known.count += 1;
      else if (this.#strange.size < mostKept) this.#strange.set(operator, { count: 1, node: name });
    }
    if (kind === "python" || kind === "harmful" || kind === "reader" || kind === "named") {
      if (scope.users.length < mostKept)
        scope.users.push({ node: name, operator, inputs: node.texts("input") });
      this.#attributes(node, name, operator);
    }
    if (scope.texts.size + scope.inputs.size >= mostKept) return;
    if (operator === "Const") {
      const text = constantText(node);
      if (text !== undefined) scope.texts.set(node.text("name"), text);
    } else if (through.has(operator)) scope.inputs.set(node.text("name"), node.texts("input"));
  }

  /** What an operator is told to open by an attribute: where it prints, where it reads memory from. */
  #attributes(node: Message, name: string, operator: string): void {
    for (const entry of node.messages("attr")) {
      const text = entry.message("value")?.text("s") ?? "";
      if (entry.text("key") !== "output_stream" || !text.startsWith("file:")) continue;
      this.#found("io", `The node ${name} (${operator}) prints to ${visibleText(text.slice(0, 200))}.`, node);
    }
  }

  #paths(graph: Message): void {
    const scope = this.#scopes.get(graph);
    if (scope === undefined) return;
    for (const { node, operator, inputs } of scope.users)
      for (const text of textsOf(inputs, scope)) {
        const outside = outsidePath(text);
        if (outside === undefined) continue;
        this.#found(
          "path",
          `The node ${node} (${operator}) is given ${visibleText(text.slice(0, 200))}, ${outsideWords[outside]}.`,
        );
      }
    this.#scopes.delete(graph);
  }

  #asset(asset: Message): void {
    const file = asset.text("filename");
    const outside = outsidePath(file);
    if (outside !== undefined)
      this.#found("path", `The asset ${visibleText(file.slice(0, 200))} is ${outsideWords[outside]}.`, asset);
  }

  async #object(object: Message, bytes: ByteSource): Promise<void> {
    const span = object.message("user_object")?.span("metadata");
    if (span === undefined || span.to === span.from) return;
    if (span.to - span.from > largestConfig)
      throw new FormatFault("too-large", "metadata larger than are read here", span.from);
    const text = Buffer.from(await bytes.read(span.from, span.to - span.from)).toString("utf8");
    if (!text.trimStart().startsWith("{")) return;
    try {
      const { value, replaced } = readLooseJson(text);
      this.configs.push(value, ...replaced);
    } catch (cause) {
      // Metadata that are no JSON are not read as such by anybody.
      if (!(cause instanceof FormatFault) || cause.kind === "too-large") throw cause;
    }
  }

  #scopeOf(parent: Message | undefined): Scope {
    const key = parent;
    const known = key === undefined ? undefined : this.#scopes.get(key);
    if (known !== undefined) return known;
    const scope: Scope = { texts: new Map(), inputs: new Map(), users: [] };
    if (key !== undefined) this.#scopes.set(key, scope);
    return scope;
  }

  #found(rule: Rule, description: string, message?: Message): void {
    const count = (this.#counts.get(rule) ?? 0) + 1;
    this.#counts.set(rule, count);
    if (count > mostFindings) return;
    const place = message === undefined ? {} : { place: { bytes: [message.from, message.to] as const } };
    this.#examination.found(tensorflowRules[rule], { description, ...place });
  }
}

function inFunction(node: Message): string {
  return node.parent?.plan.name === "FunctionDef" ? " in a function of the library" : "";
}

/** The text of a constant, where it is one short text. */
function constantText(node: Message): string | undefined {
  const value = node
    .messages("attr")
    .find((entry) => entry.text("key") === "value")
    ?.message("value");
  const texts = value?.message("tensor")?.texts("string_val") ?? [];
  return texts.length === 0 ? undefined : texts.slice(0, 100).join("\n");
}

/** The constants that reach an operator, directly or through nodes that only hand names on. */
function textsOf(inputs: readonly string[], scope: Scope): readonly string[] {
  const texts: string[] = [];
  const seen = new Set<string>();
  const waiting = [...inputs];
  for (let next = waiting.pop(); next !== undefined && seen.size < 1000; next = waiting.pop()) {
    // In a graph `name:0`, in a function `name:output:0`, with `^` where only the order counts.
    const [name = ""] = next.split(":");
    if (name.startsWith("^") || seen.has(name)) continue;
    seen.add(name);
    const text = scope.texts.get(name);
    if (text !== undefined) texts.push(...text.split("\n"));
    waiting.push(...(scope.inputs.get(name) ?? []));
  }
  return texts;
}
