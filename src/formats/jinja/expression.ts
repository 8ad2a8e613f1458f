import { FormatFault } from "../fault/format-fault.ts";
import type { JinjaArguments, JinjaExpression } from "./ast.ts";
import { comparisons, endsTest, ranks, words } from "./grammar.ts";
import type { JinjaToken } from "./lex.ts";

/** Brackets, conditionals and signs inside each other. */
const deepest = 60;
/** Attributes, items, calls and filters behind one another. */
const longestChain = 100;

/** Reads the expressions of one tag, with Jinja's precedence. */
export class ExpressionReader {
  readonly #tokens: readonly JinjaToken[];
  readonly #end: number;
  #next = 0;
  #depth = 0;

  /** @param end where the tag ends, for the place of a fault */
  constructor(tokens: readonly JinjaToken[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  get done(): boolean {
    return this.#next >= this.#tokens.length;
  }

  get at(): number {
    return this.#tokens[this.#next]?.at ?? this.#end;
  }

  /** Nothing may be left. */
  finish(): void {
    if (!this.done) throw this.wrong("something behind the expression");
  }

  takeWord(word: string): boolean {
    return this.#take("name", word);
  }

  takeOperator(operator: string): boolean {
    return this.#take("operator", operator);
  }

  peekOperator(operator: string): boolean {
    const token = this.#tokens[this.#next];
    return token?.kind === "operator" && token.text === operator;
  }

  name(): string {
    const token = this.#tokens[this.#next];
    if (token?.kind !== "name") throw this.wrong("a name was expected");
    this.#next += 1;
    return token.text;
  }

  expect(operator: string): void {
    if (!this.takeOperator(operator)) throw this.wrong(`\`${operator}\` was expected`);
  }

  wrong(why: string): FormatFault {
    return new FormatFault("malformed", `${why} in a template`, this.at);
  }

  /** With commas: what stands there without brackets may be a tuple. */
  tuple(conditional = true): JinjaExpression {
    const at = this.at;
    const first = conditional ? this.expression() : this.#or();
    if (!this.peekOperator(",")) return first;
    const items = [first];
    while (this.takeOperator(",") && !this.#endsTuple())
      items.push(conditional ? this.expression() : this.#or());
    return { kind: "tuple", items, at };
  }

  /** The left side of `for` and `set`: names, attributes of names, tuples of them. */
  target(): JinjaExpression {
    const at = this.at;
    const items: JinjaExpression[] = [];
    do {
      if (items.length > 0 && this.#endsTuple()) break;
      if (this.takeOperator("(")) {
        items.push(this.#deeper(() => this.target()));
        this.expect(")");
      } else {
        const name: JinjaExpression = { kind: "name", name: this.name(), at };
        items.push(
          this.takeOperator(".") ? { kind: "attribute", target: name, name: this.name(), at } : name,
        );
      }
    } while (this.takeOperator(","));
    const [first] = items;
    return items.length === 1 && first !== undefined ? first : { kind: "tuple", items, at };
  }

  expression(): JinjaExpression {
    return this.#deeper(() => {
      let result = this.#or();
      for (let i = 0; this.takeWord("if"); i++) {
        if (i > longestChain)
          throw new FormatFault("too-large", "a chain of conditions beyond the limit", this.at);
        const test = this.#or();
        const otherwise = this.takeWord("else") ? this.expression() : undefined;
        result = { kind: "conditional", test, value: result, otherwise, at: result.at };
      }
      return result;
    });
  }

  /** Names of filters with their arguments, as in `{% filter upper | indent(2) %}`. */
  filters(target: JinjaExpression | undefined): JinjaExpression {
    let result = this.#filter(target);
    for (let i = 0; this.takeOperator("|"); i++) {
      if (i > longestChain)
        throw new FormatFault("too-large", "a chain of filters beyond the limit", this.at);
      result = this.#filter(result);
    }
    return result;
  }

  primaryWithPostfix(): JinjaExpression {
    return this.#postfix(this.#primary());
  }

  #or(): JinjaExpression {
    return this.#words("or", () => this.#words("and", () => this.#not()));
  }

  #words(word: string, operand: () => JinjaExpression): JinjaExpression {
    const first = operand();
    const rest: { operator: string; right: JinjaExpression }[] = [];
    while (this.takeWord(word)) rest.push({ operator: word, right: operand() });
    return rest.length === 0 ? first : { kind: "operation", first, rest, at: first.at };
  }

  #not(): JinjaExpression {
    const at = this.at;
    if (this.takeWord("not")) return { kind: "not", target: this.#deeper(() => this.#not()), at };
    return this.#comparison();
  }

  #comparison(): JinjaExpression {
    const first = this.#rank(0);
    const rest: { operator: string; right: JinjaExpression }[] = [];
    for (let operator = this.#comparing(); operator !== undefined; operator = this.#comparing())
      rest.push({ operator, right: this.#rank(0) });
    return rest.length === 0 ? first : { kind: "operation", first, rest, at: first.at };
  }

  #comparing(): string | undefined {
    const token = this.#tokens[this.#next];
    if (token?.kind === "operator" && comparisons.has(token.text)) {
      this.#next += 1;
      return token.text;
    }
    if (this.takeWord("in")) return "in";
    const after = this.#tokens[this.#next + 1];
    if (token?.kind !== "name" || token.text !== "not" || after?.kind !== "name" || after.text !== "in")
      return undefined;
    this.#next += 2;
    return "not in";
  }

  #rank(rank: number): JinjaExpression {
    const operators = ranks[rank];
    if (operators === undefined) return this.#signed(true);
    const first = this.#rank(rank + 1);
    const rest: { operator: string; right: JinjaExpression }[] = [];
    for (;;) {
      const token = this.#tokens[this.#next];
      if (token?.kind !== "operator" || !operators.has(token.text)) break;
      this.#next += 1;
      rest.push({ operator: token.text, right: this.#rank(rank + 1) });
    }
    return rest.length === 0 ? first : { kind: "operation", first, rest, at: first.at };
  }

  #signed(filtered: boolean): JinjaExpression {
    const at = this.at;
    const sign = this.takeOperator("-") ? "minus" : this.takeOperator("+") ? "plus" : undefined;
    const plain: JinjaExpression =
      sign === undefined
        ? this.#postfix(this.#primary())
        : { kind: sign, target: this.#deeper(() => this.#signed(false)), at };
    return filtered ? this.#filtered(plain) : plain;
  }

  #primary(): JinjaExpression {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw this.wrong("the expression ends early");
    const { at } = token;
    this.#next += 1;
    if (token.kind === "number") return { kind: "constant", value: token.value, at };
    if (token.kind === "text") return { kind: "constant", value: this.#adjacent(token.text), at };
    if (token.kind === "name") {
      const word = Object.hasOwn(words, token.text) ? words[token.text] : undefined;
      return word === undefined
        ? { kind: "name", name: token.text, at }
        : { kind: "constant", value: word, at };
    }
    if (token.text === "[") return { kind: "list", items: this.#items("]"), at };
    if (token.text === "{") return { kind: "dict", entries: this.#entries(), at };
    if (token.text !== "(") {
      this.#next -= 1;
      throw this.wrong(`\`${token.text}\` begins no expression`);
    }
    if (this.takeOperator(")")) return { kind: "tuple", items: [], at };
    const inner = this.#deeper(() => this.tuple());
    this.expect(")");
    return inner;
  }

  /** Texts side by side are one. */
  #adjacent(first: string): string {
    const texts = [first];
    for (let token = this.#tokens[this.#next]; token?.kind === "text"; token = this.#tokens[this.#next]) {
      texts.push(token.text);
      this.#next += 1;
    }
    return texts.join("");
  }

  #items(close: string): readonly JinjaExpression[] {
    const items: JinjaExpression[] = [];
    while (!this.takeOperator(close)) {
      if (items.length > 0) this.expect(",");
      if (this.takeOperator(close)) break;
      items.push(this.expression());
    }
    return items;
  }

  #entries(): readonly (readonly [JinjaExpression, JinjaExpression])[] {
    const entries: (readonly [JinjaExpression, JinjaExpression])[] = [];
    while (!this.takeOperator("}")) {
      if (entries.length > 0) this.expect(",");
      if (this.takeOperator("}")) break;
      const key = this.expression();
      this.expect(":");
      entries.push([key, this.expression()]);
    }
    return entries;
  }

  #postfix(given: JinjaExpression): JinjaExpression {
    let result = given;
    for (let i = 0; ; i++) {
      const at = this.at;
      if (i > longestChain) throw new FormatFault("too-large", "a chain of attributes beyond the limit", at);
      if (this.takeOperator(".")) result = this.#attribute(result, at);
      else if (this.takeOperator("[")) result = { kind: "item", target: result, key: this.#key(), at };
      else if (this.peekOperator("(")) result = { kind: "call", target: result, ...this.arguments(), at };
      else return result;
    }
  }

  #attribute(target: JinjaExpression, at: number): JinjaExpression {
    const token = this.#tokens[this.#next];
    if (token?.kind === "number") {
      this.#next += 1;
      return { kind: "item", target, key: { kind: "constant", value: token.value, at: token.at }, at };
    }
    return { kind: "attribute", target, name: this.name(), at };
  }

  #key(): JinjaExpression {
    const at = this.at;
    const keys: JinjaExpression[] = [];
    do keys.push(this.#slice());
    while (this.takeOperator(","));
    this.expect("]");
    const [first] = keys;
    return keys.length === 1 && first !== undefined ? first : { kind: "tuple", items: keys, at };
  }

  #slice(): JinjaExpression {
    const at = this.at;
    const parts: (JinjaExpression | undefined)[] = [];
    let colons = 0;
    let part: JinjaExpression | undefined;
    for (;;) {
      if (this.takeOperator(":")) {
        parts.push(part);
        part = undefined;
        colons += 1;
        if (colons > 2) throw this.wrong("too many colons");
      } else if (this.peekOperator("]") || this.peekOperator(",")) break;
      else if (part === undefined) part = this.expression();
      else throw this.wrong("`]` was expected");
    }
    if (colons > 0) return { kind: "slice", parts: [...parts, part], at };
    if (part === undefined) throw this.wrong("an item without key");
    return part;
  }

  arguments(): JinjaArguments {
    const args: JinjaExpression[] = [];
    const named: (readonly [string, JinjaExpression])[] = [];
    this.expect("(");
    for (let first = true; !this.takeOperator(")"); first = false) {
      if (!first) this.expect(",");
      if (this.takeOperator(")")) break;
      const { at } = this;
      if (this.takeOperator("*") || this.takeOperator("**")) {
        args.push({ kind: "spread", target: this.expression(), at });
        continue;
      }
      const token = this.#tokens[this.#next];
      const after = this.#tokens[this.#next + 1];
      if (token?.kind === "name" && after?.kind === "operator" && after.text === "=") {
        this.#next += 2;
        named.push([token.text, this.expression()]);
      } else args.push(this.expression());
    }
    return { args, named };
  }

  #filtered(given: JinjaExpression): JinjaExpression {
    let result = given;
    for (let i = 0; ; i++) {
      if (i > longestChain)
        throw new FormatFault("too-large", "a chain of filters beyond the limit", this.at);
      const { at } = this;
      if (this.takeOperator("|")) result = this.#filter(result);
      else if (this.takeWord("is")) result = this.#test(result, at);
      else if (this.peekOperator("(")) result = { kind: "call", target: result, ...this.arguments(), at };
      else return result;
    }
  }

  #filter(target: JinjaExpression | undefined): JinjaExpression {
    const { at } = this;
    const name = this.#dotted();
    const given = this.peekOperator("(") ? this.arguments() : { args: [], named: [] };
    return { kind: "filter", target, name, ...given, at };
  }

  #test(target: JinjaExpression, at: number): JinjaExpression {
    const negated = this.takeWord("not");
    const name = this.#dotted();
    if (this.peekOperator("(")) return { kind: "test", target, name, negated, ...this.arguments(), at };
    const token = this.#tokens[this.#next];
    const begins =
      token !== undefined &&
      (token.kind === "operator"
        ? token.text === "[" || token.text === "{"
        : token.kind !== "name" || !endsTest.has(token.text));
    return {
      kind: "test",
      target,
      name,
      negated,
      args: begins ? [this.primaryWithPostfix()] : [],
      named: [],
      at,
    };
  }

  #dotted(): string {
    let name = this.name();
    while (this.takeOperator(".")) name += `.${this.name()}`;
    return name;
  }

  #endsTuple(): boolean {
    const token = this.#tokens[this.#next];
    if (token === undefined) return true;
    return token.kind === "operator"
      ? token.text === ")" || token.text === "="
      : token.kind === "name" && token.text === "in";
  }

  #deeper<Result>(read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > deepest)
      throw new FormatFault("too-large", `nested deeper than ${deepest} levels in a template`, this.at);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #take(kind: "name" | "operator", text: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== kind || token.text !== text) return false;
    this.#next += 1;
    return true;
  }
}
