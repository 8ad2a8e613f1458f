import type { JinjaExpression } from "../../../formats/index.ts";

/** Stands for a piece of text that only rendering knows. */
export const unknownPiece = "\uFFFF";
const longest = 4096;

/** What a variable may hold, as far as the template says. */
export type Known = (name: string) => string | undefined;

/**
 * The text an expression comes to, with a mark for each piece that depends on the chat; undefined where it is no
 * text at all. Follows what hides a name: `~`, `+`, `|join`, `|replace`, `|lower`, `|reverse`, `%`, `format`, slices.
 */
export function foldText(expression: JinjaExpression, known: Known, depth = 0): string | undefined {
  if (depth > 40) return undefined;
  const fold = (one: JinjaExpression): string | undefined => foldText(one, known, depth + 1);
  switch (expression.kind) {
    case "constant":
      return expression.value === null ? undefined : String(expression.value);
    case "name":
      return known(expression.name);
    case "operation": {
      const texts = [expression.first, ...expression.rest.map(({ right }) => right)].map(fold);
      const [first, second] = texts;
      const operators = new Set(expression.rest.map(({ operator }) => operator));
      if ([...operators].every((operator) => operator === "+" || operator === "~"))
        return texts.every((text) => text === undefined)
          ? undefined
          : bounded(texts.map((text) => text ?? unknownPiece).join(""));
      if (first === undefined || operators.size !== 1) return undefined;
      if (operators.has("*")) return bounded(first.repeat(Math.min(Number(second) || 0, 64)));
      if (operators.has("%"))
        return formatted(
          first,
          expression.rest.map(({ right }) => right),
          fold,
        );
      return undefined;
    }
    case "filter":
      return filtered(expression, fold);
    case "call":
      return called(expression, fold);
    case "item":
      return sliced(expression, fold);
    case "conditional":
      return fold(expression.value);
    case "attribute":
    case "slice":
    case "test":
    case "not":
    case "minus":
    case "plus":
    case "spread":
    case "list":
    case "tuple":
    case "dict":
    default:
      return undefined;
  }
}

type Fold = (one: JinjaExpression) => string | undefined;

function filtered(expression: JinjaExpression & { kind: "filter" }, fold: Fold): string | undefined {
  const { target, name, args } = expression;
  if (target === undefined) return undefined;
  if (name === "join") return joined(target, args[0], fold);
  const text = fold(target);
  if (text === undefined) return undefined;
  const [first, second] = args;
  switch (name) {
    case "lower":
      return text.toLowerCase();
    case "upper":
      return text.toUpperCase();
    case "reverse":
      return Array.from(text).toReversed().join("");
    case "trim":
      return text.trim();
    case "replace": {
      const from = first && fold(first);
      return from === undefined || from === ""
        ? text
        : bounded(text.replaceAll(from, (second && fold(second)) ?? unknownPiece));
    }
    case "format":
      return formatted(text, args, fold);
    case "string":
    case "safe":
    case "list":
    case "escape":
    case "e":
      return text;
    default:
      return unknownPiece;
  }
}

function joined(target: JinjaExpression, glue: JinjaExpression | undefined, fold: Fold): string | undefined {
  const between = (glue && fold(glue)) ?? "";
  if (target.kind === "list" || target.kind === "tuple")
    return bounded(target.items.map((item) => fold(item) ?? unknownPiece).join(between));
  // `dict(__class__=x)|join` is a way to a name without quotes.
  if (target.kind === "call" && target.target.kind === "name" && target.target.name === "dict")
    return bounded(target.named.map(([name]) => name).join(between));
  return fold(target);
}

function called({ target, args }: JinjaExpression & { kind: "call" }, fold: Fold): string | undefined {
  if (target.kind !== "attribute") return undefined;
  const text = fold(target.target);
  if (text === undefined) return undefined;
  const [first, second] = args;
  switch (target.name) {
    case "join": {
      return first === undefined ? undefined : joined(first, { kind: "constant", value: text, at: 0 }, fold);
    }
    case "format":
      return formatted(text, args, fold);
    case "lower":
      return text.toLowerCase();
    case "upper":
      return text.toUpperCase();
    case "replace": {
      const from = first && fold(first);
      return from === undefined || from === ""
        ? text
        : bounded(text.replaceAll(from, (second && fold(second)) ?? unknownPiece));
    }
    case "strip":
      return text.trim();
    default:
      return unknownPiece;
  }
}

function sliced({ target, key }: JinjaExpression & { kind: "item" }, fold: Fold): string | undefined {
  const text = fold(target);
  if (text === undefined || text.includes(unknownPiece)) return undefined;
  if (key.kind !== "slice") {
    const index = Number(fold(key) ?? Number.NaN);
    return Number.isInteger(index) ? text.at(index) : undefined;
  }
  const [from, to, step] = key.parts.map((part) =>
    part === undefined ? undefined : Number(fold(part) ?? Number.NaN),
  );
  if (step === -1) return Array.from(text).toReversed().join("");
  if (step !== undefined && step > 1)
    return Array.from(text)
      .filter((_, i) => i >= (from ?? 0) && (i - (from ?? 0)) % step === 0)
      .join("");
  return text.slice(from ?? 0, to);
}

const place = /%(?:\([^)]{0,40}\))?[-#0 +]{0,5}\d{0,4}[a-zA-Z]|\{[^{}]{0,60}\}/g;

/** `%c` and `{}` filled with what is known of the arguments. */
function formatted(pattern: string, args: readonly JinjaExpression[], fold: Fold): string {
  const [only] = args;
  const values = args.length === 1 && only?.kind === "tuple" ? only.items : args;
  let next = 0;
  return bounded(
    pattern.replace(place, (mark) => {
      const named = /^\{(\d{1,3})\}$/.exec(mark)?.[1];
      const value = values[named === undefined ? next++ : Number(named)];
      if (value === undefined) return mark;
      const text = fold(value);
      if (text === undefined) return unknownPiece;
      const code = Number(text);
      return (mark.endsWith("c") || mark.endsWith(":c}")) && code >= 0 && code <= 0x10ffff
        ? String.fromCodePoint(code)
        : text;
    }),
  );
}

function bounded(text: string): string {
  return text.slice(0, longest);
}
