import type {
  AssignmentFact,
  CallFact,
  ClassFact,
  ComparisonFact,
  DecoratorFact,
  ElementFact,
  EnvironmentFact,
  FunctionFact,
  ImportFact,
  LoopFact,
  ParameterFact,
  Span,
  StringFact,
  Taint,
  TryFact,
  Value,
} from "../contract/index.ts";
import { noTaints, unknown } from "../contract/index.ts";
import type { Registry } from "../registry/registry.ts";
import type { ClassNode, Expression, FunctionNode, Statement } from "../tree/nodes.ts";
import type { Scope } from "./scope.ts";
import type { Hit, Link } from "./summaries.ts";

export interface ModuleInput {
  readonly path: string;
  readonly language: "python" | "javascript";
  readonly text: string;
  readonly body: readonly Statement[];
  readonly registry: Registry;
  readonly link: Link;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface FunctionState {
  readonly fact: Writable<FunctionFact> & {
    returns: Value[];
    decorators: DecoratorFact[];
    parameters: ParameterFact[];
  };
  readonly node: FunctionNode;
  readonly scope: Scope;
  readonly cls: ClassState | undefined;
  /** The name of the object a method works on: `self`, `this`. */
  readonly self: string | undefined;
  phase: "waiting" | "running" | "done";
  returns: Value;
  sinks: Hit[];
  /** What its parameters carry because of who calls it. */
  given: Taint | undefined;
}

export interface ClassState {
  readonly fact: Writable<ClassFact> & { methods: FunctionFact[]; attributes: Map<string, Value> };
  readonly node: ClassNode;
  readonly methods: Map<string, FunctionState>;
  /** `self.x`, as any method assigns it. */
  readonly fields: Map<string, Value>;
}

/** The parts of the interpreter that need one another. Handed in, so that each file knows only this one. */
export interface Ways {
  evaluate(m: Machine, e: Expression, scope: Scope): Value;
  execute(m: Machine, body: readonly Statement[], scope: Scope): boolean;
  assign(m: Machine, target: Expression, value: Value, scope: Scope, op: string): void;
  call(m: Machine, e: Expression & { k: "call" }, scope: Scope): Value;
  functionState(m: Machine, node: FunctionNode, scope: Scope, cls?: ClassState, as?: string): FunctionState;
  classState(m: Machine, node: ClassNode, scope: Scope): ClassState;
}

/** Everything known while a module is gone through. */
export class Machine {
  readonly input: ModuleInput;
  readonly ways: Ways;
  readonly calls = new Map<Expression, CallFact>();
  readonly functions: FunctionState[] = [];
  readonly functionOf = new Map<FunctionNode, FunctionState>();
  readonly classes: ClassState[] = [];
  readonly classOf = new Map<ClassNode, ClassState>();
  readonly imports: ImportFact[] = [];
  readonly loops = new Map<Statement, LoopFact>();
  readonly handled = new Map<Statement, TryFact>();
  /** Calls that are statements of their own. */
  readonly bare = new Set<Expression>();
  readonly comparisons = new Map<Expression, ComparisonFact>();
  readonly assignments = new Map<Expression, AssignmentFact>();
  readonly environment = new Map<Expression, EnvironmentFact>();
  readonly strings = new Map<Expression, StringFact>();
  readonly elements = new Map<Expression, ElementFact>();
  readonly hits = new Map<string, Hit>();
  readonly exports = new Map<string, Value>();
  readonly queue: FunctionState[] = [];
  current: FunctionState | undefined;
  loopStack: LoopFact[] = [];
  tries = 0;
  depth = 0;
  /** Steps left: every expression is looked at a bounded number of times. */
  budget: number;

  constructor(input: ModuleInput, ways: Ways) {
    this.input = input;
    this.ways = ways;
    this.budget = 200_000 + input.text.length * 4;
  }

  evaluate(e: Expression, scope: Scope): Value {
    return this.ways.evaluate(this, e, scope);
  }

  execute(body: readonly Statement[], scope: Scope): boolean {
    return this.ways.execute(this, body, scope);
  }

  assign(target: Expression, value: Value, scope: Scope, op: string): void {
    this.ways.assign(this, target, value, scope, op);
  }

  functionState(node: FunctionNode, scope: Scope, cls?: ClassState, as?: string): FunctionState {
    return this.ways.functionState(this, node, scope, cls, as);
  }

  classState(node: ClassNode, scope: Scope): ClassState {
    return this.ways.classState(this, node, scope);
  }

  enqueue(state: FunctionState): void {
    this.queue.push(state);
  }

  /** From now on its parameters carry what its caller gives. Looked at again, if it was already. */
  give(state: FunctionState, taint: Taint, as: "tool" | "handler"): void {
    if (state.given !== undefined) return;
    state.given = taint;
    if (as === "tool") state.fact.isTool = true;
    else state.fact.isHandler = true;
    if (state.phase !== "waiting") {
      state.phase = "waiting";
      this.enqueue(state);
    }
  }

  hit(hit: Hit): void {
    if (hit.taint.label.startsWith("parameter:")) {
      const { current } = this;
      if (current !== undefined && current.sinks.length < 64) current.sinks.push(hit);
      return;
    }
    const { taint } = hit;
    const key = `${hit.kind}:${hit.path ?? ""}:${hit.at.start}:${taint.label}:${taint.source.start}`;
    if (this.hits.size < 2000 && !this.hits.has(key)) this.hits.set(key, hit);
  }
}

/** Whoever starts the program gives these: an outsider where it is a service's input, the operator where not. */
const operator = /^(?:builtins\.input|argparse\.|sys\.argv|process\.argv|readline)/;

export const taintOf = (label: Taint["label"], what: string, source: Span): Taint => ({
  label,
  what,
  source,
  steps: [],
  cleared: operator.test(what) ? ["operator"] : [],
});

export const unknownWith = (taints: readonly Taint[]): Value =>
  taints === noTaints || taints.length === 0 ? unknown : { kind: "unknown", taints };
