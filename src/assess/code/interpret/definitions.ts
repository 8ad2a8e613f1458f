import type { DecoratorFact, ParameterFact, Value } from "../contract/index.ts";
import { nameOf, noTaints, unknown } from "../contract/index.ts";
import type { ClassNode, Expression, FunctionNode } from "../tree/nodes.ts";
import type { ClassState, FunctionState, Machine } from "./machine.ts";
import { taintOf } from "./machine.ts";
import { Scope } from "./scope.ts";

function decoratorsOf(m: Machine, decorators: readonly Expression[], scope: Scope): DecoratorFact[] {
  return decorators.map((decorator) => {
    const value = m.evaluate(decorator, scope);
    const call = m.calls.get(decorator);
    const name = call?.callee ?? nameOf(value) ?? "?";
    return call === undefined ? { at: decorator.at, name } : { at: decorator.at, name, call };
  });
}

/** The function that a node defines, made once; it is looked into later, or when it is called. */
export function functionState(
  m: Machine,
  node: FunctionNode,
  scope: Scope,
  cls?: ClassState,
  as?: string,
): FunctionState {
  const known = m.functionOf.get(node);
  if (known !== undefined) return known;
  const decorators = decoratorsOf(m, node.decorators, scope);
  const name = node.name === "" ? (as ?? "") : node.name;
  const outer = cls?.fact.name ?? m.current?.fact.qualified;
  const [first] = node.parameters;
  const isPython = m.input.language === "python";
  const isStatic = decorators.some(
    (decorator) => decorator.name === "builtins.staticmethod" || decorator.name === "staticmethod",
  );
  const self = isPython ? (cls === undefined || isStatic ? undefined : first?.name) : "this";
  const state: FunctionState = {
    fact: {
      id: m.functions.length,
      at: node.at,
      name,
      qualified: outer === undefined || outer === "" ? name : `${outer}.${name}`,
      parameters: node.parameters.map((parameter) => parameterOf(m, parameter, scope)),
      decorators,
      ...(node.docstring === undefined ? {} : { docstring: node.docstring }),
      isAsync: node.isAsync,
      ...(cls === undefined ? {} : { inClass: cls.fact }),
      isTool: false,
      isHandler: false,
      returns: [],
    },
    node,
    scope,
    // An arrow function keeps the `this` of the method around it.
    cls:
      cls ??
      (isPython ? undefined : m.current?.cls) ??
      (isPython && m.current?.self !== undefined ? m.current.cls : undefined),
    self: self ?? (cls === undefined ? m.current?.self : undefined),
    phase: "waiting",
    returns: unknown,
    sinks: [],
    given: undefined,
  };
  m.functions.push(state);
  m.functionOf.set(node, state);
  mark(m, state);
  m.enqueue(state);
  return state;
}

function parameterOf(m: Machine, parameter: FunctionNode["parameters"][number], scope: Scope): ParameterFact {
  const { at, name, typeText } = parameter;
  const type = parameter.type === undefined ? undefined : nameOf(m.evaluate(parameter.type, scope));
  const byDefault = parameter.default === undefined ? undefined : m.evaluate(parameter.default, scope);
  return {
    at,
    name,
    ...(typeText === undefined ? {} : { type: typeText }),
    ...(type === undefined ? {} : { typeName: type }),
    ...(byDefault === undefined ? {} : { default: byDefault }),
  };
}

/** Who calls it: a web framework or a model, by its decorators, its class or its first parameter. */
function mark(m: Machine, state: FunctionState): void {
  const { registry, path } = m.input;
  const { fact } = state;
  for (const { name } of fact.decorators) {
    if (registry.tools.find(name).length > 0) {
      m.give(
        state,
        taintOf("model-output", `argument that the model gives to the tool ${fact.name}`, fact.at),
        "tool",
      );
      return;
    }
    if (registry.handlers.find(name).length > 0) {
      m.give(state, taintOf("user-input", `what comes in to ${fact.name}`, fact.at), "handler");
      return;
    }
  }
  const bases = fact.inClass?.bases ?? [];
  if (
    /^_?a?(?:run|call|forward|execute)$/.test(fact.name) &&
    bases.some((base) => registry.toolBases.find(base).length > 0)
  )
    m.give(
      state,
      taintOf("model-output", `argument that the model gives to the tool ${fact.inClass?.name}`, fact.at),
      "tool",
    );
  const route = /(?:^|\/)(?:route\.[jt]s|pages\/api\/[^?]*\.[jt]s)$/.test(path);
  if (route && m.current === undefined && /^(?:GET|POST|PUT|PATCH|DELETE|handler|default)$/.test(fact.name))
    m.give(state, taintOf("user-input", `the request to ${fact.name}`, fact.at), "handler");
  const [first, second] = fact.parameters;
  const request =
    first?.name === "request"
      ? first
      : fact.inClass !== undefined && second?.name === "request"
        ? second
        : undefined;
  if (
    request !== undefined &&
    m.imports.some(({ module }) => module.startsWith("django") || module.startsWith("rest_framework"))
  )
    m.give(state, taintOf("user-input", `the request to ${fact.name}`, fact.at), "handler");
}

/** The class that a node defines; its body is gone through at once, its methods later. */
export function classState(m: Machine, node: ClassNode, scope: Scope): ClassState {
  const known = m.classOf.get(node);
  if (known !== undefined) return known;
  const state: ClassState = {
    fact: {
      id: m.classes.length,
      at: node.at,
      name: node.name,
      bases: node.bases.map((base) => nameOf(m.evaluate(base, scope)) ?? "?"),
      decorators: decoratorsOf(m, node.decorators, scope),
      methods: [],
      attributes: new Map(),
    },
    node,
    methods: new Map(),
    fields: new Map(),
  };
  m.classes.push(state);
  m.classOf.set(node, state);
  const inner = new Scope(scope);
  const methods = node.body.filter((statement) => statement.s === "function");
  const first = (name: string): number => (name === "__init__" || name === "constructor" ? 0 : 1);
  m.execute(
    node.body.filter((statement) => statement.s !== "function"),
    inner,
  );
  for (const [name, value] of inner.entries()) {
    state.fact.attributes.set(name, value);
    state.fields.set(name, value);
  }
  for (const { fn } of methods.sort((a, b) => first(a.fn.name) - first(b.fn.name))) {
    const method = functionState(m, fn, scope, state);
    state.methods.set(fn.name, method);
    state.fact.methods.push(method.fact);
  }
  return state;
}

/** What a parameter stands for inside: an object of its type, and whatever its caller gives. */
export function parameterValue(state: FunctionState, index: number): Value {
  const parameter = state.fact.parameters[index];
  const node = state.node.parameters[index];
  if (parameter === undefined || node === undefined) return unknown;
  const { given, fact } = state;
  const isSelf = state.cls !== undefined && index === 0 && parameter.name === state.self;
  if (isSelf) return { kind: "instance", of: state.cls?.fact.name ?? "?", taints: noTaints };
  const own = taintOf(`parameter:${index}`, `parameter ${parameter.name}`, parameter.at);
  const { typeName } = parameter;
  const injected =
    given !== undefined &&
    ((fact.isHandler && (parameter.name === "res" || parameter.name === "next" || isInjected(parameter))) ||
      (fact.isTool &&
        /(?:^|\.)(?:RunContextWrapper|ToolContext|ToolRuntime|Context|RunContext)$/.test(typeName ?? "")));
  const byDefault = parameter.default;
  const taints = [
    own,
    ...(given === undefined || injected ? [] : [{ ...given, source: parameter.at }]),
    ...(byDefault?.taints ?? noTaints),
  ];
  // `run=os.system` in the head of a function: unless the caller says otherwise, it is that.
  if (byDefault?.kind === "ref" || byDefault?.kind === "function") return { ...byDefault, taints };
  if (
    typeName !== undefined &&
    typeName !== "" &&
    !typeName.startsWith("builtins.") &&
    typeName.includes(".")
  )
    return { kind: "instance", of: typeName, taints };
  return { kind: "unknown", taints };
}

/** `db: Session = Depends(get_db)`: the framework makes it, not the visitor. */
const isInjected = ({ default: value }: ParameterFact): boolean =>
  value?.kind === "instance" && /(?:^|\.)(?:Depends|Security|Inject|Provide)$/.test(value.of);
