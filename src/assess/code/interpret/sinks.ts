import type { CallFact, ElementFact, SinkKind, Span, Taint, Value } from "../contract/index.ts";
import { constantOf, entryOf, isTrue, itemsOf, nameOf, noTaints, stringOf } from "../contract/index.ts";
import type { ArgumentPlace, ModelCall, Sink } from "../registry/framework.ts";
import type { Machine } from "./machine.ts";
import { union } from "./taints.ts";

/** The values at a place: one argument, or all there are for `"*"`. */
export function argumentsAt(call: CallFact, place: ArgumentPlace): readonly Value[] {
  if (place === "*") return call.args.map(({ value }) => value);
  const value =
    typeof place === "number"
      ? call.args.filter(({ name }) => name === undefined)[place]?.value
      : typeof place === "string"
        ? call.argument(place)
        : call.argument(place[0], place[1]);
  return value === undefined ? [] : [value];
}

function arrive(m: Machine, kind: SinkKind, at: Span, what: string, taints: readonly Taint[]): void {
  for (const taint of taints) m.hit({ kind, taint, at, what });
}

/** Notes labelled data among the arguments of a call that does harm with it. */
export function callSinks(m: Machine, call: CallFact): void {
  const { registry } = m.input;
  const name = call.callee;
  for (const sink of registry.sinks.find(name)) {
    if (sink.onlyWhen !== undefined && !isTrue(call.argument(sink.onlyWhen))) continue;
    if (sink.unless !== undefined && isOneOf(call, sink.unless)) continue;
    for (const place of sink.args)
      for (const value of argumentsAt(call, place))
        arrive(m, sink.kind, call.at, `${name}(…)`, relevant(sink, value));
  }
  for (const model of registry.models.find(name))
    for (const { role, value } of promptParts(call, model))
      arrive(m, role === "system" ? "prompt-system" : "prompt-user", call.at, `${name}(…)`, value.taints);
}

const isOneOf = (call: CallFact, { argument, is }: NonNullable<Sink["unless"]>): boolean =>
  argumentsAt(call, argument).some((value) => {
    const given = constantOf(value) ?? nameOf(value);
    return given !== undefined && given !== null && is.some((one) => one === given);
  });

/** A list as the command of `subprocess.run([…])`: only its first word chooses what is run. */
function relevant({ kind }: Sink, value: Value): readonly Taint[] {
  if (kind !== "shell" || value.kind !== "list") return value.taints;
  const [first, second] = value.items;
  const shell = /(?:^|\/)(?:ba|z|da|k)?sh$|^cmd(?:\.exe)?$|^powershell|^python3?$|^node$/.test(
    stringOf(first) ?? "",
  );
  const flag = /^-(?:l?c|e|Command)$|^\/c$/i.test(stringOf(second) ?? "");
  if (shell && flag) return value.taints;
  return first?.taints ?? noTaints;
}

export interface PromptPart {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly value: Value;
}

const roleOf = (role: string | undefined): PromptPart["role"] => {
  if (role === "system" || role === "developer") return "system";
  if (role === "assistant" || role === "ai" || role === "model") return "assistant";
  return role === "tool" || role === "function" ? "tool" : "user";
};

/** What a model is given to read, by role. */
export function promptParts(call: CallFact, model: ModelCall): readonly PromptPart[] {
  const parts: PromptPart[] = [];
  for (const place of model.system ?? [])
    for (const value of argumentsAt(call, place)) parts.push({ role: "system", value });
  for (const place of model.prompt ?? [])
    for (const value of argumentsAt(call, place)) parts.push(...messagesIn(value));
  for (const place of model.messages ?? [])
    for (const value of argumentsAt(call, place)) parts.push(...messagesIn(value));
  return parts;
}

function messagesIn(value: Value, depth = 0): readonly PromptPart[] {
  if (depth < 4 && value.kind === "list") {
    // `("system", "…")`: a pair of role and text.
    const [role, text] = value.items;
    const isPair =
      value.items.length === 2 && /^(?:system|user|human|ai|assistant)$/.test(stringOf(role) ?? "");
    if (isPair && text !== undefined) return [{ role: roleOf(stringOf(role)), value: text }];
    return itemsOf(value).flatMap((item) => messagesIn(item, depth + 1));
  }
  if (depth < 4 && value.kind === "record") {
    const content = entryOf(value, "content") ?? entryOf(value, "parts");
    const role = stringOf(entryOf(value, "role"));
    if (content !== undefined) return [{ role: roleOf(role), value: content }];
    const inner = entryOf(value, "messages");
    if (inner !== undefined) return messagesIn(inner, depth + 1);
  }
  if (value.kind === "instance" && /SystemMessage(?:PromptTemplate)?(?:$|\()|SystemMessage\./.test(value.of))
    return [{ role: "system", value }];
  if (value.kind === "instance" && value.of.endsWith("AIMessage")) return [{ role: "assistant", value }];
  return [{ role: "user", value }];
}

const htmlFields = new Set(["innerHTML", "outerHTML", "srcdoc"]);

/** `element.innerHTML = …` */
export function assignmentSinks(m: Machine, at: Span, name: string, value: Value): void {
  if (m.input.language === "javascript" && htmlFields.has(name))
    arrive(m, "html", at, `.${name} = …`, value.taints);
}

const tables = new Set(["builtins.globals", "builtins.locals", "builtins.vars", "globalThis"]);

/** `globals()[name]`: whoever chooses the name chooses what is called. */
export function dispatchSinks(m: Machine, at: Span, object: Value, key: Value): void {
  const name = object.kind === "instance" ? object.of : object.kind === "ref" ? object.name : undefined;
  if (name !== undefined && tables.has(name)) arrive(m, "tool", at, `${name}()[…]`, key.taints);
}

/** `<div dangerouslySetInnerHTML={{ __html: … }}>` */
export function elementSinks(m: Machine, { attributes }: ElementFact): void {
  for (const { at, name, value } of attributes)
    if (name === "dangerouslySetInnerHTML")
      arrive(m, "html", at, name, entryOf(value, "__html")?.taints ?? value.taints);
}

/** A handler that gives text with tags in it back to a browser. */
export function returnSinks(m: Machine, at: Span, value: Value): void {
  if (m.current?.fact.isHandler !== true || value.kind !== "text") return;
  const html = value.parts.some(
    (part) => typeof part === "string" && /<[a-z][a-z0-9]*[\s>]/i.test(part.slice(0, 4096)),
  );
  if (html) arrive(m, "html", at, "HTML that is returned", union(value.taints, noTaints));
}
