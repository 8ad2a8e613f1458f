import type { Argument, CallFact, Value } from "../contract/index.ts";
import { itemsOf, noTaints, stringOf } from "../contract/index.ts";
import type { Expression } from "../tree/nodes.ts";
import { elementOf } from "./evaluate.ts";
import type { Machine } from "./machine.ts";
import { memberOf } from "./members.ts";
import { pathOf } from "./names.ts";
import type { Scope } from "./scope.ts";
import { union } from "./taints.ts";

/** Something that is called by way of another call. */
export interface Indirect {
  readonly callee: Value;
  readonly args: readonly Argument[];
}

const walks = new Set(["forEach", "map", "filter", "some", "every", "then"]);

/**
 * What a call has called in its stead: `map(f, xs)`, `Thread(target=f, args=(x,))`, `pool.submit(f, x)`,
 * `asyncio.to_thread(f, x)`, `partial(f, x)`, `f.call(this, x)`, `Reflect.apply(f, this, [x])`, `methodcaller("m", x)(o)`.
 */
export function indirectCall(m: Machine, call: CallFact, callee: Value): Indirect | undefined {
  const { callee: name, method, args, receiver } = call;
  const [first, ...rest] = args;
  switch (name) {
    case "builtins.map":
    case "builtins.filter":
    case "itertools.starmap":
      return through(first, rest.map(elements));
    case "asyncio.to_thread":
    case "functools.partial":
    case "functools.partialmethod":
    case "atexit.register":
      return through(first, rest);
    case "Reflect.apply":
      return through(first, spread(args[2]));
    case "operator.methodcaller().__call__": {
      const made = callee.kind === "instance" ? callee.call : undefined;
      const wanted = stringOf(made?.args[0]?.value);
      if (made === undefined || wanted === undefined || first === undefined) return undefined;
      return { callee: memberOf(m, first.value, wanted, call.at), args: made.args.slice(1) };
    }
    default:
      break;
  }
  const written = /^os\.(?:(spawn)|exec)l(p?)(e?)$/.exec(name);
  if (written !== null) return asList(call, written[1] !== undefined, written[3] === "e");
  if (/^(?:threading\.(?:Thread|Timer)|multiprocessing\.(?:Process|context\.\w+))$/.test(name)) {
    const target = call.argument("target") ?? call.argument("function", 1);
    const given = call.argument("args");
    if (target === undefined) return undefined;
    return { callee: target, args: itemsOf(given).map((value) => ({ at: call.at, value })) };
  }
  if (method === "submit" || method === "apply_async" || method === "add_task") return through(first, rest);
  if (method === "run_in_executor") return through(args[1], args.slice(2));
  if (m.input.language === "javascript" && receiver !== undefined && isCallable(receiver)) {
    if (method === "call") return { callee: receiver, args: rest };
    if (method === "apply") return { callee: receiver, args: spread(args[1]) };
  }
  if (walks.has(method) && first?.value.kind === "ref" && receiver !== undefined)
    return { callee: first.value, args: [{ at: call.at, value: elementOf(receiver) }] };
  return undefined;
}

/** `os.spawnl(mode, path, arg0, arg1)` is `os.spawnv(mode, path, [arg0, arg1])`; likewise `os.execl`. */
function asList({ args, at }: CallFact, spawns: boolean, environment: boolean): Indirect {
  const before = args.slice(0, spawns ? 2 : 1);
  const words = args.slice(before.length, environment ? -1 : undefined);
  const items = words.map(({ value }) => value);
  const list: Value = {
    kind: "list",
    items,
    open: false,
    taints: items.reduce<Value["taints"]>((all, { taints }) => union(all, taints), noTaints),
  };
  return {
    callee: { kind: "ref", name: spawns ? "os.spawnv" : "os.execv", taints: noTaints },
    args: [...before, { at, value: list }],
  };
}

const isCallable = ({ kind }: Value): boolean => kind === "ref" || kind === "function";

const elements = (argument: Argument): Argument => ({ ...argument, value: elementOf(argument.value) });

/** The items of a list as arguments. */
const spread = (argument: Argument | undefined): readonly Argument[] =>
  argument === undefined
    ? []
    : argument.value.kind === "list"
      ? argument.value.items.map((value) => ({ at: argument.at, value }))
      : [argument];

const through = (callee: Argument | undefined, args: readonly Argument[]): Indirect | undefined =>
  callee !== undefined && isCallable(callee.value) ? { callee: callee.value, args } : undefined;

/** What a call looks up by a name that is written out: `getattr(os, "system")`, `__import__("os")`, `vars(os)`. */
export function lookedUp(
  m: Machine,
  call: CallFact,
  callee: Value,
  e: Expression & { k: "call" },
  scope: Scope,
): Value | undefined {
  const { callee: name, args } = call;
  const [first, second] = args;
  if (first === undefined) return undefined;
  switch (name) {
    case "builtins.__import__":
    case "importlib.__import__":
      return moduleNamed(m, first.value);
    case "builtins.getattr": {
      const wanted = stringOf(second?.value);
      return wanted === undefined ? undefined : memberOf(m, first.value, wanted, call.at);
    }
    case "builtins.vars":
      return first.value.kind === "ref"
        ? { kind: "ref", name: `${first.value.name}.__dict__`, taints: first.value.taints }
        : undefined;
    case "builtins.setattr": {
      const path = e.args[0] === undefined ? undefined : pathOf(e.args[0].value);
      const wanted = stringOf(second?.value);
      const value = args[2]?.value;
      if (path !== undefined && wanted !== undefined && value !== undefined)
        scope.set(`${path}.${wanted}`, value);
      return undefined;
    }
    case "operator.attrgetter().__call__": {
      const made = callee.kind === "instance" ? callee.call : undefined;
      const wanted = stringOf(made?.args[0]?.value);
      return wanted === undefined ? undefined : memberOf(m, first.value, wanted, call.at);
    }
    case "util.promisify":
      return first.value;
    default:
      return undefined;
  }
}

const moduleNamed = (m: Machine, value: Value): Value | undefined => {
  const name = stringOf(value);
  return name === undefined
    ? undefined
    : { kind: "ref", name: m.input.registry.canonical(name), taints: value.taints };
};
