import {
  stringOf,
  type CallFact,
  type CodeFile,
  type FunctionFact,
  type Span,
  type Value,
} from "../contract/index.ts";
import { argumentsAt } from "../interpret/sinks.ts";
import type { ArgumentPlace, GraphCall } from "../registry/framework.ts";
import type { Registry } from "../registry/registry.ts";
import { lastOf } from "../registry/pattern.ts";

type Kind = GraphCall["kind"];

export interface DrawnNode {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly framework?: string;
  readonly at: Span;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface DrawnGraph {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly what: string }[];
}

const mostNodes = 2000;

/** The agents, tools, models, data and servers that a file sets up, and how they hang together. */
export function drawGraph(file: CodeFile, registry: Registry): DrawnGraph {
  return new Drawing(file, registry).draw();
}

class Drawing {
  readonly #file: CodeFile;
  readonly #registry: Registry;
  readonly #nodes = new Map<string, DrawnNode>();
  readonly #edges = new Map<string, { from: string; to: string; what: string }>();
  readonly #ofCall = new Map<CallFact, string>();
  readonly #ofFunction = new Map<number, string>();

  constructor(file: CodeFile, registry: Registry) {
    this.#file = file;
    this.#registry = registry;
  }

  draw(): DrawnGraph {
    for (const fact of this.#file.functions) if (fact.isTool) this.#tool(fact);
    const drawn: { call: CallFact; spec: GraphCall & { framework: string }; id: string }[] = [];
    for (const call of this.#file.calls) {
      const [spec] = this.#registry.graph.find(call.callee);
      if (spec === undefined) continue;
      const id = this.#node(spec.kind, this.#nameOf(call, spec), call.at, spec.framework);
      this.#ofCall.set(call, id);
      drawn.push({ call, spec, id });
    }
    for (const { call, spec, id } of drawn) {
      this.#join(call, id, spec.tools, "tool", "may call");
      this.#join(call, id, spec.model, "model", "asks");
      this.#join(call, id, spec.data, "data", "reads");
      this.#join(call, id, spec.servers, "server", "uses");
      this.#join(call, id, spec.agents, "agent", "hands over to");
    }
    this.#readings();
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] };
  }

  /** A tool that calls a store reads it. */
  #readings(): void {
    for (const { inside, receiver } of this.#file.calls) {
      const from = inside === undefined ? undefined : this.#ofFunction.get(inside.id);
      const made = receiver?.kind === "instance" ? receiver.call : undefined;
      const to = made === undefined ? undefined : this.#ofCall.get(made);
      if (from !== undefined && to?.startsWith("data:") === true)
        this.#edges.set(`${from}>${to}`, { from, to, what: "reads" });
    }
  }

  #nameOf(call: CallFact, spec: GraphCall): string {
    for (const place of spec.name ?? []) {
      const [value] = argumentsAt(call, place);
      const text = stringOf(value);
      if (text !== undefined && text.trim() !== "") return text.trim().slice(0, 120);
    }
    return lastOf(call.callee);
  }

  #node(kind: Kind, name: string, at: Span, framework?: string, facts: DrawnNode["facts"] = {}): string {
    // One model or one server by its name, however often it is asked; agents and tools by their place.
    const id = kind === "model" || kind === "server" ? `${kind}:${name}` : `${kind}:${name}@${at.start}`;
    if (!this.#nodes.has(id) && this.#nodes.size < mostNodes)
      this.#nodes.set(id, { id, kind, name, at, facts, ...(framework === undefined ? {} : { framework }) });
    return id;
  }

  #tool(fact: FunctionFact): string {
    const known = this.#ofFunction.get(fact.id);
    if (known !== undefined) return known;
    const facts: Record<string, boolean> = {};
    for (const call of this.#file.calls)
      if (call.inside === fact)
        for (const { kind } of this.#registry.sinks.find(call.callee)) if (kind !== "log") facts[kind] = true;
    const id = this.#node("tool", fact.name === "" ? "tool" : fact.name, fact.at, undefined, facts);
    this.#ofFunction.set(fact.id, id);
    return id;
  }

  #join(
    call: CallFact,
    from: string,
    places: readonly ArgumentPlace[] | undefined,
    kind: Kind,
    what: string,
  ): void {
    for (const place of places ?? [])
      for (const value of argumentsAt(call, place))
        for (const to of this.#targets(value, kind, call.at))
          if (to !== from) this.#edges.set(`${from}>${to}`, { from, to, what });
  }

  #targets(value: Value, kind: Kind, at: Span, depth = 0): string[] {
    if (value.kind === "list" && depth < 3)
      return value.items.flatMap((item) => this.#targets(item, kind, at, depth + 1));
    if (value.kind === "record" && depth < 3)
      return [...value.entries].flatMap(([name, entry]) => {
        const found = this.#targets(entry, kind, at, depth + 1);
        return found.length > 0 || kind !== "tool" ? found : [this.#node(kind, name, at)];
      });
    if (value.kind === "function") {
      const fact = this.#file.functions[value.id];
      return fact === undefined
        ? []
        : [kind === "tool" ? this.#tool(fact) : this.#node(kind, fact.name, fact.at)];
    }
    if (value.kind === "instance") {
      const known = value.call === undefined ? undefined : this.#ofCall.get(value.call);
      return [known ?? this.#node(kind, lastOf(value.of.replaceAll("()", "")), value.call?.at ?? at)];
    }
    if (value.kind === "class" || value.kind === "ref") return [this.#node(kind, lastOf(value.name), at)];
    const text = kind === "model" ? stringOf(value) : undefined;
    return text === undefined ? [] : [this.#node(kind, text, at)];
  }
}
