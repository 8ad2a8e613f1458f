import type { Argument, CallFact, Span, Taint, Value } from "../contract/index.ts";
import { entryOf, noTaints, stringOf, unknown } from "../contract/index.ts";
import { lastOf } from "../registry/pattern.ts";
import type { Expression } from "../tree/nodes.ts";
import { elementOf, listOf, member, piped, textOf } from "./evaluate.ts";
import { environmentRead } from "./members.ts";
import { applied, stateOf, summaryOf } from "./functions.ts";
import type { FunctionState, Machine } from "./machine.ts";
import { taintOf, unknownWith } from "./machine.ts";
import { indirectCall, lookedUp } from "./indirect.ts";
import { calleeName, passesArguments, pathOf } from "./names.ts";
import { clearedBy, dropsTaints } from "./sanitizers.ts";
import type { Scope } from "./scope.ts";
import { callSinks } from "./sinks.ts";
import { clearedValue, joinValues, union, unionAll, withTaints } from "./taints.ts";

type CallExpression = Expression & { k: "call" };

/** Notes a call with what is called and given, and tells what it gives back. */
export function evaluateCall(m: Machine, e: CallExpression, scope: Scope): Value {
  const receiver = e.callee.k === "member" ? m.evaluate(e.callee.object, scope) : undefined;
  const callee = e.callee.k === "member" ? member(m, e.callee, scope, receiver) : m.evaluate(e.callee, scope);
  const { args, open } = argumentsOf(m, e, scope);
  const name = calleeName(callee);
  const call = new Call(m, e, name, receiver, args, open);
  m.calls.set(e, call);
  marks(m, call);
  // What the file itself defines is no function of a library, whatever it is called.
  const isOwn = callee.kind === "function" || callee.kind === "class";
  if (!isOwn) callSinks(m, call);
  throughAnother(m, e, call, callee);
  if (call.method === "then" && receiver?.kind === "ref") thenWith(m, e, receiver, scope);
  const result = resultOf(m, e, call, callee, scope);
  if (isOwn) return result;
  const { registry } = m.input;
  const [label] = registry.sources.find(name);
  if (label !== undefined && (label !== "untrusted-file" || isOthersFile(call)))
    return withTaints(named(result, name, call), [taintOf(label, `${name}(…)`, e.at)]);
  if (registry.models.find(name).length > 0)
    return {
      kind: "instance",
      of: name,
      call,
      taints: [taintOf("model-output", `answer of ${name}(…)`, e.at)],
    };
  return result;
}

/** What is called by way of this call is given the same look. */
function throughAnother(m: Machine, e: CallExpression, call: CallFact, callee: Value): void {
  const indirect = indirectCall(m, call, callee);
  if (indirect === undefined) return;
  const there = new Call(m, e, calleeName(indirect.callee), undefined, indirect.args, call.open);
  const own = summaryOf(m, indirect.callee, there.callee);
  if (own === undefined) callSinks(m, there);
  else applied(m, there, own);
}

/** `import("m").then(({ f }) => f(x))`: its body with the module in place of the parameter. */
function thenWith(m: Machine, e: CallExpression, module: Value, scope: Scope): void {
  const given = e.args[0]?.value;
  if (given?.k !== "function") return;
  const [parameter] = given.fn.parameters;
  if (parameter === undefined) return;
  const inner = scope.branch();
  const target = parameter.pattern ?? ({ k: "name", at: parameter.at, name: parameter.name } as const);
  m.assign(target, module, inner, "=");
  // What it gives back is its own, not that of the function around it.
  const { current } = m;
  const returns = current?.returns;
  const told = current?.fact.returns.length;
  m.execute(given.fn.body, inner);
  if (current === undefined || returns === undefined) return;
  current.returns = returns;
  current.fact.returns.length = told ?? 0;
}

/** A file of the program's own is no stranger's: the path must come from outside, or it is a document. */
const isOthersFile = ({ callee, args, receiver }: CallFact): boolean =>
  !/(?:^|[./])(?:open|read_text|read_bytes|readFile|readFileSync|readTextFile|file)$/.test(callee) ||
  [receiver, ...args.map(({ value }) => value)].some((value) => (value?.taints.length ?? 0) > 0);

const named = (value: Value, of: string, call: CallFact): Value =>
  value.kind === "unknown" ? { kind: "instance", of, call, taints: value.taints } : value;

class Call implements CallFact {
  readonly at: Span;
  readonly callee: string;
  readonly method: string;
  readonly receiver?: Value;
  readonly args: readonly Argument[];
  readonly open: boolean;
  readonly isNew: boolean;
  readonly awaited: boolean;
  readonly inside?: NonNullable<CallFact["inside"]>;
  readonly loops: CallFact["loops"];
  readonly guarded: boolean;
  readonly unused: boolean;

  constructor(
    m: Machine,
    e: CallExpression,
    callee: string,
    receiver: Value | undefined,
    args: readonly Argument[],
    open: boolean,
  ) {
    this.at = e.at;
    this.callee = callee;
    this.method = e.callee.k === "member" ? e.callee.name : lastOf(callee);
    if (receiver !== undefined) this.receiver = receiver;
    this.args = args;
    this.open = open;
    this.isNew = e.isNew;
    this.awaited = false;
    if (m.current !== undefined) this.inside = m.current.fact;
    this.loops = m.loopStack.length === 0 ? noLoops : [...m.loopStack];
    this.guarded = m.tries > 0;
    this.unused = m.bare.has(e);
  }

  #find(name: string, position?: number): { readonly value: Value; readonly at: Span } | undefined {
    const byName = this.args.find((arg) => arg.name === name);
    if (byName !== undefined) return byName;
    for (const { name: keyword, value, at } of this.args) {
      const entry = keyword === undefined ? entryOf(value, name) : undefined;
      if (entry !== undefined) return { value: entry, at };
    }
    if (position === undefined) return undefined;
    const positional = this.args.filter((arg) => arg.name === undefined);
    return positional[position];
  }

  argument(name: string, position?: number): Value | undefined {
    return this.#find(name, position)?.value;
  }

  placeOf(name: string, position?: number): Span {
    return this.#find(name, position)?.at ?? this.at;
  }
}

const noLoops: CallFact["loops"] = [];

function argumentsOf(m: Machine, e: CallExpression, scope: Scope): { args: Argument[]; open: boolean } {
  const args: Argument[] = [];
  let open = false;
  for (const { at, name, value: given, spread } of e.args) {
    const value = m.evaluate(given, scope);
    if (spread === "record" && value.kind === "record") {
      for (const [key, entry] of value.entries) args.push({ at, name: key, value: entry });
      open ||= value.open;
    } else if (spread === "list" && value.kind === "list" && !value.open)
      for (const item of value.items) args.push({ at, value: item });
    else if (spread !== undefined) {
      open = true;
      if (value.taints.length > 0) args.push({ at, value: unknownWith(value.taints) });
    } else if (args.length < 500) args.push(name === undefined ? { at, value } : { at, name, value });
    if (value.kind === "record" && value.open) open = true;
  }
  return { args, open };
}

/** Functions that are handed to a framework, which calls them with what comes from outside or from the model. */
function marks(m: Machine, call: CallFact): void {
  const { registry } = m.input;
  const asTool = registry.toolCalls.find(call.callee).length > 0;
  const asHandler = !asTool && registry.handlerCalls.find(call.callee).length > 0;
  if (!asTool && !asHandler) return;
  for (const state of call.args.flatMap(({ value }) => functionsIn(m, value))) {
    if (asTool)
      m.give(
        state,
        taintOf(
          "model-output",
          `argument that the model gives to ${state.fact.name === "" ? "a tool" : `the tool ${state.fact.name}`}`,
          state.fact.at,
        ),
        "tool",
      );
    else m.give(state, taintOf("user-input", `what comes in to ${call.method}`, state.fact.at), "handler");
  }
}

function functionsIn(m: Machine, value: Value, depth = 0): FunctionState[] {
  const found: FunctionState[] = [];
  const state = stateOf(m, value);
  if (state !== undefined) found.push(state);
  if (depth < 3 && value.kind === "list")
    for (const item of value.items) found.push(...functionsIn(m, item, depth + 1));
  if (depth < 3 && value.kind === "record")
    for (const entry of value.entries.values()) found.push(...functionsIn(m, entry, depth + 1));
  return found;
}

function resultOf(m: Machine, e: CallExpression, call: CallFact, callee: Value, scope: Scope): Value {
  const { method, args, receiver } = call;
  const first = args[0]?.value;
  const own = summaryOf(m, callee, call.callee);
  if (own !== undefined) {
    const result = applied(m, call, own);
    const what = clearedBy(call.callee, method);
    if (what !== undefined) clearArguments(e, scope, what);
    return what === undefined ? result : clearedValue(result, what);
  }
  if (callee.kind === "class")
    return { kind: "instance", of: callee.name, call, taints: unionAll(args.map(({ value }) => value)) };
  const special = lookedUp(m, call, callee, e, scope) ?? specialResult(m, e, call, scope);
  if (special !== undefined) return special;
  if (dropsTaints(method)) return unknown;
  const what = clearedBy(call.callee, method);
  const given = unionAll(args.map(({ value }) => value));
  let taints: readonly Taint[] = receiver?.taints ?? noTaints;
  if (what !== undefined || passesArguments(method) || callee.kind === "unknown")
    taints = union(taints, given);
  taints = union(taints, callbackTaints(m, call));
  if (what !== undefined) {
    clearArguments(e, scope, what);
    const cleared =
      first === undefined
        ? unknownWith(taints)
        : withTaints(first.kind === "text" ? unknownWith(first.taints) : first, taints);
    return clearedValue(cleared, what);
  }
  if (call.callee === "?" || call.callee.startsWith("?.")) return unknownWith(taints);
  return { kind: "instance", of: call.callee, call, taints };
}

/** A guard or a validator that is called on a variable has looked at it: what comes later is cleared. */
function clearArguments(e: CallExpression, scope: Scope, what: string): void {
  if (what !== "guard" && what !== "*") return;
  for (const { value } of e.args) {
    const path = pathOf(value);
    const known = path === undefined ? undefined : scope.get(path);
    if (path !== undefined && known !== undefined && known.taints.length > 0)
      scope.set(path, clearedValue(known, what));
  }
}

const walking = new Set(["map", "forEach", "filter", "then", "reduce", "flatMap", "find", "catch"]);

/** `items.map((item) => …)`: what the function gives back, with the items in place of its parameter. */
function callbackTaints(m: Machine, call: CallFact): readonly Taint[] {
  if (!walking.has(call.method)) return noTaints;
  let taints = noTaints;
  for (const { value } of call.args) {
    const own = value.kind === "function" ? summaryOf(m, value, value.name) : undefined;
    if (own === undefined) continue;
    const element = call.receiver === undefined ? unknown : elementOf(call.receiver);
    const others = call.args.filter((arg) => arg.value !== value).map((arg) => elementOf(arg.value));
    taints = union(taints, applied(m, call, own, [element, ...others]).taints);
  }
  return taints;
}

/** Calls of the languages and their libraries whose result is known better than by rule of thumb. */
function specialResult(m: Machine, e: CallExpression, call: CallFact, scope: Scope): Value | undefined {
  const { callee, method, receiver, args } = call;
  const first = args[0]?.value;
  switch (method) {
    case "format":
      return receiver?.kind === "text" || receiver?.kind === "literal"
        ? textOf([receiver, ...args.map(({ value }) => value)])
        : undefined;
    case "join":
      if (
        first?.kind === "list" &&
        receiver !== undefined &&
        (receiver.kind === "literal" || receiver.kind === "text")
      )
        return textOf(first.items.flatMap((item, i) => (i === 0 ? [item] : [receiver, item])));
      return undefined;
    case "concat":
      return receiver?.kind === "text" || receiver?.kind === "literal"
        ? textOf([receiver, ...args.map(({ value }) => value)])
        : undefined;
    case "append":
    case "push":
    case "add":
    case "insert":
    case "unshift":
    case "extend":
      return grown(e, call, scope);
    case "update":
    case "setdefault": {
      const path = e.callee.k === "member" ? pathOf(e.callee.object) : undefined;
      const taints = unionAll(args.map(({ value }) => value));
      if (path !== undefined && receiver !== undefined && taints.length > 0)
        scope.set(path, withTaints(receiver, taints));
      return undefined;
    }
    case "getenv":
    case "get": {
      const name = stringOf(first);
      const reads = callee === "os.getenv" || callee === "os.environ.get" || callee === "Deno.env.get";
      if (reads && name !== undefined) return environmentRead(m, e, name, args[1]?.value);
      if (method === "get" && receiver?.kind === "record" && name !== undefined) {
        const entry = receiver.entries.get(name);
        if (entry !== undefined) return args[1] === undefined ? entry : joinValues(entry, args[1].value);
      }
      return undefined;
    }
    case "pipe":
      return receiver === undefined || first === undefined ? undefined : piped(m, receiver, first);
    case "require":
      return callee === "require" && stringOf(first) !== undefined
        ? { kind: "ref", name: m.input.registry.canonical(stringOf(first) ?? ""), taints: noTaints }
        : undefined;
    case "import":
      return callee === "import" && stringOf(first) !== undefined
        ? { kind: "ref", name: m.input.registry.canonical(stringOf(first) ?? ""), taints: noTaints }
        : undefined;
    case "import_module":
      return callee === "importlib.import_module" && stringOf(first) !== undefined
        ? { kind: "ref", name: stringOf(first) ?? "", taints: noTaints }
        : undefined;
    case "str":
    case "String":
    case "dedent":
      return first;
    case "dict":
      return callee === "builtins.dict" && args.length > 0 && args.every(({ name }) => name !== undefined)
        ? {
            kind: "record",
            entries: new Map(args.map(({ name = "", value }) => [name, value] as const)),
            open: call.open,
            taints: unionAll(args.map(({ value }) => value)),
          }
        : undefined;
    case "bind_tools":
    case "with_structured_output":
    case "with_retry":
    case "bind":
    case "bindTools":
    case "withStructuredOutput":
    case "with_options":
    case "withConfig":
    case "with_config":
      return receiver?.kind === "instance" || (method === "bind" && receiver?.kind === "ref")
        ? receiver
        : undefined;
    case "partial":
      return callee === "functools.partial" ? first : undefined;
    default:
      return undefined;
  }
}

function grown(e: CallExpression, { args, receiver, method }: CallFact, scope: Scope): Value | undefined {
  const path = e.callee.k === "member" ? pathOf(e.callee.object) : undefined;
  if (path === undefined || receiver === undefined) return undefined;
  const given = method === "insert" ? args.slice(1) : args;
  const added = given.flatMap(({ value }) =>
    method === "extend" && value.kind === "list" ? value.items : [value],
  );
  const known = receiver.kind === "list" && receiver.items.length + added.length < 200;
  // In a loop the same line comes by twice: the same thing is not added again.
  const fresh = known ? added.filter((value) => !receiver.items.includes(value)) : added;
  const list = known ? listOf([...receiver.items, ...fresh]) : withTaints(receiver, unionAll(added));
  scope.set(
    path,
    receiver.kind === "list" && receiver.open
      ? { ...list, ...(list.kind === "list" ? { open: true } : {}) }
      : list,
  );
  return unknown;
}
