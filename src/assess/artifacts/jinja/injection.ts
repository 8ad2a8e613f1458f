import type { JinjaExpression, JinjaStatement } from "../../../formats/index.ts";
import type { ArtifactRule } from "../artifact-format.ts";
import { foldText, unknownPiece } from "./fold.ts";
import { climbing, dunder, foreign, given } from "./names.ts";
import { jinjaRules } from "./rules.ts";
import type { Variables } from "./variables.ts";
import { everyPart, everyStatement, expressionsOf } from "./walk.ts";

export type Say = (rule: ArtifactRule, at: number, description: string, effect?: "review") => void;

/** Filters that read the attribute that `attribute=` or their first argument names. */
const readers: ReadonlySet<string> = new Set([
  "map",
  "selectattr",
  "rejectattr",
  "groupby",
  "sort",
  "unique",
  "sum",
  "min",
  "max",
]);
const byPosition: ReadonlySet<string> = new Set(["selectattr", "rejectattr", "groupby"]);
const ownAttributes: Readonly<Record<string, ReadonlySet<string>>> = {
  cycler: new Set(),
  joiner: new Set(),
  namespace: new Set(),
  range: new Set(),
  dict: new Set(["fromkeys"]),
};
const running: ReadonlySet<string> = new Set([
  "system",
  "exec",
  "eval",
  "execfile",
  "spawn",
  "check_call",
  "run_code",
  "get_data",
]);
const huge = 1_000_000;

/** Ways out of the values that a template is given, and ways to keep its reader busy for ever. */
export function judgeInjection(body: readonly JinjaStatement[], variables: Variables, say: Say): void {
  for (const statement of everyStatement(body)) {
    if (statement.kind === "load")
      say(jinjaRules.outside, statement.at, `\`${statement.tag}\` takes in another template or file.`);
    if (statement.kind === "debug")
      say(jinjaRules.outside, statement.at, "`debug` shows everything the template can reach.", "review");
    for (const whole of expressionsOf(statement))
      for (const part of everyPart(whole)) judgePart(part, variables, say);
  }
  judgeLoops(body, 1, say);
}

function judgePart(part: JinjaExpression, variables: Variables, say: Say): void {
  const { known, own } = variables;
  switch (part.kind) {
    case "attribute":
      attribute(part.name, part, say);
      if (
        part.target.kind === "name" &&
        Object.hasOwn(ownAttributes, part.target.name) &&
        !own.has(part.target.name)
      )
        if (ownAttributes[part.target.name]?.has(part.name) !== true)
          say(
            jinjaRules.escape,
            part.at,
            `\`${part.target.name}.${part.name}\` is an attribute of one of Jinja's own functions.`,
          );
      break;
    case "item": {
      const key =
        part.key.kind === "constant" && typeof part.key.value === "number"
          ? undefined
          : foldText(part.key, known);
      if (key !== undefined) keyed(key, part.at, say);
      break;
    }
    case "filter":
      filter(part, variables, say);
      folded(part, variables, say);
      break;
    case "call":
      call(part, variables, say);
      folded(part, variables, say);
      break;
    case "operation":
      grows(part, variables, say);
      folded(part, variables, say);
      break;
    case "constant":
      if (typeof part.value === "string" && dunder.test(part.value) && part.value.length <= 400)
        say(jinjaRules.escape, part.at, `The text names ${dunder.exec(part.value)?.[0] ?? ""}.`);
      break;
    case "name":
      if (!own.has(part.name)) {
        if (foreign.has(part.name))
          say(jinjaRules.outside, part.at, `\`${part.name}\` is nothing that a chat has.`);
        else if (part.name.startsWith("__"))
          say(jinjaRules.escape, part.at, `\`${part.name}\` is Python's own.`);
        else if (part.name === "self")
          say(jinjaRules.outside, part.at, "`self` is the template's own machinery.", "review");
      }
      break;
    case "slice":
    case "test":
    case "not":
    case "minus":
    case "plus":
    case "spread":
    case "conditional":
    case "list":
    case "tuple":
    case "dict":
    default:
  }
}

function attribute(name: string, part: JinjaExpression, say: Say): void {
  if (name.startsWith("_") || climbing.has(name))
    say(jinjaRules.escape, part.at, `The attribute \`${name}\` is read.`);
}

/** A key that is a text: `x['__class__']` is an attribute too where there is no such item. */
function keyed(key: string, at: number, say: Say): void {
  if (
    key.startsWith("__") ||
    dunder.test(key) ||
    climbing.has(key) ||
    (key.startsWith("_") && key.includes(unknownPiece))
  )
    say(jinjaRules.escape, at, `The key comes to \`${key.replaceAll(unknownPiece, "…")}\`.`);
}

/** A text put together that names an internal, wherever it goes. */
function folded(part: JinjaExpression, { known }: Variables, say: Say): void {
  const text = foldText(part, known);
  if (text !== undefined && text.length <= 400 && dunder.test(text))
    say(
      jinjaRules.escape,
      part.at,
      `The text comes to \`${text.replaceAll(unknownPiece, "…").slice(0, 80)}\`.`,
    );
}

function filter(
  { name, args, named, at }: JinjaExpression & { kind: "filter" },
  variables: Variables,
  say: Say,
): void {
  const [first] = args;
  if (name === "attr" && first !== undefined) {
    const text = foldText(first, variables.known);
    if (text === undefined || text.includes(unknownPiece))
      say(jinjaRules.computed, at, "`attr` reads an attribute whose name only rendering knows.");
    else if (text.startsWith("_") || climbing.has(text))
      say(jinjaRules.escape, at, `\`attr\` reads \`${text}\`.`);
  }
  if (readers.has(name)) {
    const read = [
      ...named.filter(([key]) => key === "attribute").map(([, value]) => value),
      ...(byPosition.has(name) && first ? [first] : []),
    ];
    for (const one of read) {
      const text = foldText(one, variables.known) ?? "";
      if (text.split(".").some((step) => step.startsWith("_") || climbing.has(step)))
        say(jinjaRules.escape, at, `\`${name}\` reads \`${text}\`.`);
    }
    if (name === "map" && first !== undefined && foldText(first, variables.known) === "attr")
      for (const one of args.slice(1)) keyed(foldText(one, variables.known) ?? "", at, say);
  }
  for (const argument of [...args, ...named.map(([, value]) => value)])
    if (argument.kind === "constant" && typeof argument.value === "number" && argument.value >= huge)
      say(jinjaRules.exhaust, at, `\`${name}\` is told ${argument.value}.`);
}

function call(
  { target, args, named, at }: JinjaExpression & { kind: "call" },
  variables: Variables,
  say: Say,
): void {
  for (const [name] of named)
    if (name.startsWith("__")) say(jinjaRules.escape, at, `An argument is called \`${name}\`.`);
  if (target.kind === "attribute" && running.has(target.name))
    say(jinjaRules.escape, at, `\`${target.name}\` is called, which runs code.`);
  if (target.kind === "attribute" && (target.name === "format" || target.name === "format_map")) {
    const pattern = foldText(target.target, variables.known);
    if (pattern === undefined || pattern.includes(unknownPiece))
      say(jinjaRules.computed, at, "`format` reads attributes by a pattern that only rendering knows.");
    else if (/\{[^{}]{0,200}[.[]_/.test(pattern))
      say(jinjaRules.escape, at, `\`format\` reads \`${pattern.slice(0, 80)}\`.`);
  }
  if (target.kind !== "name" || variables.own.has(target.name)) return;
  if (target.name === "range" && rangeLength(args) >= huge)
    say(jinjaRules.exhaust, at, `\`range\` counts to ${rangeLength(args)}.`);
  if (!given.has(target.name) && !foreign.has(target.name))
    say(
      jinjaRules.outside,
      at,
      `\`${target.name}\` is called, which is neither Jinja's nor the template's.`,
      "review",
    );
}

/** `'x' * 10**9`, and powers without end. */
function grows(
  { first, rest, at }: JinjaExpression & { kind: "operation" },
  { known }: Variables,
  say: Say,
): void {
  const operands = [first, ...rest.map(({ right }) => right)];
  const numbers = operands.flatMap((one) =>
    one.kind === "constant" && typeof one.value === "number" ? [one.value] : [],
  );
  const power = rest.some(({ operator }) => operator === "**") && numbers.length === operands.length;
  const size = power ? numbers.reduceRight((exponent, base) => base ** exponent) : Math.max(0, ...numbers);
  const repeats =
    rest.some(({ operator }) => operator === "*") &&
    operands.some(
      (one) =>
        one.kind === "list" ||
        (one.kind === "constant" && typeof one.value === "string") ||
        (one.kind === "name" && known(one.name) !== unknownPiece),
    );
  if (power ? size > 1e30 : repeats && size >= huge) say(jinjaRules.exhaust, at, `It grows to ${size}.`);
}

function rangeLength(args: readonly JinjaExpression[]): number {
  const numbers = args.map((one) => {
    if (one.kind === "constant" && typeof one.value === "number") return one.value;
    if (one.kind === "operation" && one.rest.every(({ operator }) => operator === "**" || operator === "*")) {
      const values = [one.first, ...one.rest.map(({ right }) => right)].map((part) =>
        part.kind === "constant" ? Number(part.value) : Number.NaN,
      );
      return one.rest[0]?.operator === "**"
        ? values.reduceRight((exponent, base) => base ** exponent)
        : values.reduce((a, b) => a * b);
    }
    return Number.NaN;
  });
  const [from = 0, to, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  const length = Math.abs(((to ?? 0) - from) / step);
  return Number.isNaN(length) ? 0 : length;
}

/** Loops in loops multiply. */
function judgeLoops(body: readonly JinjaStatement[], times: number, say: Say): void {
  for (const statement of body) {
    const { kind } = statement;
    if (kind === "for") {
      const { over } = statement;
      const counts =
        over.kind === "call" && over.target.kind === "name" && over.target.name === "range"
          ? rangeLength(over.args)
          : 1;
      const together = times * Math.max(1, counts);
      if (together >= huge * 10 && counts > 1)
        say(jinjaRules.exhaust, statement.at, `Loops in loops come to ${together} rounds.`);
      judgeLoops(statement.body, together, say);
    } else if (kind === "if") for (const branch of statement.branches) judgeLoops(branch.body, times, say);
    else if (kind === "macro" || kind === "scope" || kind === "with") judgeLoops(statement.body, times, say);
  }
}
