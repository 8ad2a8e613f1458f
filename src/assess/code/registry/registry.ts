import type { Label } from "../contract/index.ts";
import type { Framework, GraphCall, ModelCall, Sink } from "./framework.ts";
import { frameworks } from "./frameworks/index.ts";
import { PatternIndex } from "./pattern.ts";

/** All frameworks, ready to be asked by name. */
export class Registry {
  readonly models = new PatternIndex<ModelCall>();
  readonly sources = new PatternIndex<Label>();
  readonly sinks = new PatternIndex<Sink>();
  readonly handlers = new PatternIndex<string>();
  readonly handlerCalls = new PatternIndex<string>();
  readonly tools = new PatternIndex<string>();
  readonly toolCalls = new PatternIndex<string>();
  readonly toolBases = new PatternIndex<string>();
  readonly modelObjects = new PatternIndex<string>();
  readonly graph = new PatternIndex<GraphCall & { readonly framework: string }>();
  readonly #names = new Map<string, string>();
  readonly #sourceNames = new Map<string, Label>();

  constructor(list: readonly Framework[]) {
    for (const framework of list) {
      const { id } = framework;
      for (const [from, to] of Object.entries(framework.names ?? {})) this.#names.set(from, to);
      for (const [name, label] of Object.entries(framework.sourceNames ?? {}))
        this.#sourceNames.set(name, label);
      for (const call of framework.models ?? []) for (const p of call.calls) this.models.add(p, call);
      for (const { calls, label } of framework.sources ?? [])
        for (const p of calls) this.sources.add(p, label);
      for (const sink of framework.sinks ?? []) for (const p of sink.calls) this.sinks.add(p, sink);
      for (const p of framework.handlers ?? []) this.handlers.add(p, id);
      for (const p of framework.handlerCalls ?? []) this.handlerCalls.add(p, id);
      for (const p of framework.tools ?? []) this.tools.add(p, id);
      for (const p of framework.toolCalls ?? []) this.toolCalls.add(p, id);
      for (const p of framework.toolBases ?? []) this.toolBases.add(p, id);
      for (const p of framework.modelObjects ?? []) this.modelObjects.add(p, id);
      for (const call of framework.graph ?? [])
        for (const p of call.calls) this.graph.add(p, { ...call, framework: id });
    }
  }

  /** The one name under which a thing is known here. `node:fs` is `fs`. */
  canonical(name: string): string {
    const plain = name.startsWith("node:") ? name.slice(5) : name;
    return this.#names.get(plain) ?? plain;
  }

  /** The label of a name that is a source by being read, or by being inside of one. */
  labelOfRef(name: string): Label | undefined {
    for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) {
      const label = this.#sourceNames.get(name.slice(0, end));
      if (label !== undefined) return label;
    }
    return undefined;
  }
}

let standard: Registry | undefined;
export const standardRegistry = (): Registry => (standard ??= new Registry(frameworks));
