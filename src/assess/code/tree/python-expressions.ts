import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from "../grammars/syntax-tree.ts";
import type { Arg, Expression, Parameter, RecordEntry } from "./nodes.ts";
import { mostDepth } from "./nodes.ts";
import { pythonString } from "./python-strings.ts";

const spanOf = ({ start, end }: SyntaxNode): { start: number; end: number } => ({ start, end });

/** Makes expressions of the concrete tree of Python. */
export class PythonExpressions {
  readonly text: string;
  tooDeep = false;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  textOf(node: SyntaxNode): string {
    return this.text.slice(node.start, node.end);
  }

  expression(node: SyntaxNode): Expression {
    if (this.#depth >= mostDepth) {
      this.tooDeep = true;
      return { k: "other", at: spanOf(node), children: [] };
    }
    this.#depth += 1;
    try {
      return this.#expression(node);
    } finally {
      this.#depth -= 1;
    }
  }

  optional(node: SyntaxNode | undefined): Expression {
    return node === undefined
      ? { k: "other", at: { start: 0, end: 0 }, children: [] }
      : this.expression(node);
  }

  #expression(node: SyntaxNode): Expression {
    const at = spanOf(node);
    switch (node.type) {
      case "identifier":
        return { k: "name", at, name: this.textOf(node) };
      case "true":
      case "false":
        return { k: "literal", at, value: node.type === "true" };
      case "none":
        return { k: "literal", at, value: null };
      case "integer":
      case "float":
        return { k: "literal", at, value: numberOf(this.textOf(node)) };
      case "string":
        return this.#string(node);
      case "concatenated_string":
        return joined(
          at,
          namedOf(node).map((part) => this.expression(part)),
        );
      case "attribute":
        return this.#member(node);
      case "subscript":
        return this.#subscript(node);
      case "call":
        return this.#call(node);
      case "list":
      case "tuple":
      case "set":
      case "expression_list":
      case "pattern_list":
      case "tuple_pattern":
      case "list_pattern":
        return { k: "list", at, items: namedOf(node).map((item) => this.expression(item)) };
      case "list_splat":
      case "list_splat_pattern":
      case "dictionary_splat":
      case "parenthesized_list_splat":
        return { k: "spread", at, value: this.optional(namedOf(node)[0]) };
      case "dictionary":
        return { k: "record", at, entries: namedOf(node).map((entry) => this.#entry(entry)) };
      case "binary_operator":
      case "boolean_operator":
        return {
          k: "binary",
          at,
          op: this.#operator(node),
          left: this.optional(fieldOf(node, "left")),
          right: this.optional(fieldOf(node, "right")),
        };
      case "comparison_operator":
        return this.#comparison(node);
      case "not_operator":
        return { k: "not", at, value: this.optional(fieldOf(node, "argument")) };
      case "unary_operator":
        return this.#unary(node);
      case "conditional_expression": {
        const [met, test, other] = namedOf(node);
        return {
          k: "choice",
          at,
          met: this.optional(met),
          test: this.optional(test),
          else: this.optional(other),
        };
      }
      case "lambda":
        return this.#lambda(node);
      case "named_expression":
        return {
          k: "assign",
          at,
          op: "=",
          target: this.optional(fieldOf(node, "name")),
          value: this.optional(fieldOf(node, "value")),
        };
      case "list_comprehension":
      case "set_comprehension":
      case "generator_expression":
      case "dictionary_comprehension":
        return this.#comprehension(node);
      case "await":
        return { k: "await", at, value: this.optional(namedOf(node)[0]) };
      case "yield": {
        const [value] = namedOf(node);
        return value === undefined ? { k: "yield", at } : { k: "yield", at, value: this.expression(value) };
      }
      case "parenthesized_expression":
      case "type":
      case "as_pattern_target": {
        const [only] = namedOf(node);
        return only === undefined ? { k: "other", at, children: [] } : this.expression(only);
      }
      case "keyword_argument":
        return this.optional(fieldOf(node, "value"));
      case "generic_type":
        return this.optional(namedOf(node)[0]);
      default:
        return { k: "other", at, children: namedOf(node).map((child) => this.expression(child)) };
    }
  }

  /** `a.b.c.d` and `f().g().h()` lean to the left as long as somebody writes on: counted as one level. */
  #member(node: SyntaxNode): Expression {
    const name = fieldOf(node, "attribute");
    return {
      k: "member",
      at: spanOf(node),
      object: this.optional(fieldOf(node, "object")),
      name: name === undefined ? "" : this.textOf(name),
    };
  }

  #subscript(node: SyntaxNode): Expression {
    const subscripts = fieldsOf(node, "subscript");
    const [only] = subscripts;
    const index: Expression =
      subscripts.length === 1 && only !== undefined
        ? this.expression(only)
        : { k: "list", at: spanOf(node), items: subscripts.map((item) => this.expression(item)) };
    return { k: "index", at: spanOf(node), object: this.optional(fieldOf(node, "value")), index };
  }

  #call(node: SyntaxNode): Expression {
    const list = fieldOf(node, "arguments");
    const args =
      list?.type === "argument_list"
        ? namedOf(list).map((arg) => this.#argument(arg))
        : list === undefined
          ? []
          : [{ at: spanOf(list), value: this.expression(list) }];
    return {
      k: "call",
      at: spanOf(node),
      callee: this.optional(fieldOf(node, "function")),
      args,
      isNew: false,
    };
  }

  #argument(node: SyntaxNode): Arg {
    const at = spanOf(node);
    if (node.type === "keyword_argument") {
      const name = fieldOf(node, "name");
      const value = this.optional(fieldOf(node, "value"));
      return name === undefined ? { at, value } : { at, name: this.textOf(name), value };
    }
    const [inner] = namedOf(node);
    if (node.type === "list_splat") return { at, value: this.optional(inner), spread: "list" };
    if (node.type === "dictionary_splat") return { at, value: this.optional(inner), spread: "record" };
    return { at, value: this.expression(node) };
  }

  #entry(node: SyntaxNode): RecordEntry {
    if (node.type === "pair")
      return { key: this.optional(fieldOf(node, "key")), value: this.optional(fieldOf(node, "value")) };
    return { value: this.optional(namedOf(node)[0]) };
  }

  #operator(node: SyntaxNode): string {
    const operator = fieldOf(node, "operator");
    return operator === undefined ? "" : this.textOf(operator);
  }

  #comparison(node: SyntaxNode): Expression {
    const operands = namedOf(node).filter(({ field }) => field !== "operators");
    const operators = fieldsOf(node, "operators");
    const pairs = operators.map((operator, i): Expression => ({
      k: "compare",
      at: spanOf(node),
      op: this.textOf(operator).replaceAll(/\s+/g, " "),
      left: this.optional(operands[i]),
      right: this.optional(operands[i + 1]),
    }));
    const [only] = pairs;
    if (pairs.length === 1 && only !== undefined) return only;
    return { k: "other", at: spanOf(node), children: pairs };
  }

  #unary(node: SyntaxNode): Expression {
    const value = this.optional(fieldOf(node, "argument"));
    if (value.k === "literal" && typeof value.value === "number" && this.#operator(node) === "-")
      return { k: "literal", at: spanOf(node), value: -value.value };
    return { k: "other", at: spanOf(node), children: [value] };
  }

  #lambda(node: SyntaxNode): Expression {
    const at = spanOf(node);
    const body = this.optional(fieldOf(node, "body"));
    const fn = {
      at,
      name: "",
      parameters: this.parameters(fieldOf(node, "parameters")),
      decorators: [],
      body: [{ s: "return" as const, at: body.at, value: body }],
      isAsync: false,
    };
    return { k: "function", at, fn };
  }

  #comprehension(node: SyntaxNode): Expression {
    const body = fieldOf(node, "body");
    const element: Expression =
      body?.type === "pair"
        ? { k: "record", at: spanOf(body), entries: [this.#entry(body)] }
        : this.optional(body);
    return {
      k: "comprehension",
      at: spanOf(node),
      element,
      clauses: node.children
        .filter(({ type }) => type === "for_in_clause")
        .map((clause) => ({
          target: this.optional(fieldOf(clause, "left")),
          iterable: this.optional(fieldOf(clause, "right")),
        })),
      tests: node.children
        .filter(({ type }) => type === "if_clause")
        .map((clause) => this.optional(namedOf(clause)[0])),
    };
  }

  parameters(node: SyntaxNode | undefined): Parameter[] {
    if (node === undefined) return [];
    return namedOf(node).flatMap((parameter) => this.#parameter(parameter));
  }

  #parameter(node: SyntaxNode): Parameter[] {
    const at = spanOf(node);
    if (node.type === "identifier") return [{ at, name: this.textOf(node) }];
    const type = fieldOf(node, "type");
    const typed = type === undefined ? {} : { type: this.#type(type), typeText: this.textOf(type) };
    const value = fieldOf(node, "value");
    const byDefault = value === undefined ? {} : { default: this.expression(value) };
    const rest =
      childOf(node, "list_splat_pattern") ??
      childOf(node, "dictionary_splat_pattern") ??
      (node.type.endsWith("splat_pattern") ? node : undefined);
    const name =
      rest === undefined ? (fieldOf(node, "name") ?? childOf(node, "identifier")) : namedOf(rest)[0];
    if (name === undefined) return [];
    return [
      { at, name: this.textOf(name), ...typed, ...byDefault, ...(rest === undefined ? {} : { rest: true }) },
    ];
  }

  /** `Optional[X]`, `X | None`, `Annotated[X, …]`, `"X"` are read as X. */
  #type(node: SyntaxNode): Expression {
    const [only] = namedOf(node);
    if (only === undefined) return { k: "other", at: spanOf(node), children: [] };
    if (only.type === "generic_type" || only.type === "subscript") {
      const head = namedOf(only)[0];
      const wrapped = head !== undefined && /^(?:typing\.)?(?:Optional|Annotated)$/.test(this.textOf(head));
      const inner = namedOf(only)[1];
      if (wrapped && inner !== undefined) {
        const first = inner.type === "type_parameter" ? namedOf(inner)[0] : inner;
        if (first !== undefined) return first.type === "type" ? this.#type(first) : this.expression(first);
      }
      return this.optional(head);
    }
    if (only.type === "binary_operator" || only.type === "union_type")
      return this.optional(fieldOf(only, "left") ?? namedOf(only)[0]);
    return this.expression(only);
  }

  #string(node: SyntaxNode): Expression {
    return pythonString(this.text, node, (inner) => this.expression(inner));
  }
}

function numberOf(text: string): number {
  const plain = Number(text.replaceAll("_", ""));
  return Number.isNaN(plain) ? 0 : plain;
}

/** `"a" "b"`: one string. */
export function joined(at: { start: number; end: number }, parts: readonly Expression[]): Expression {
  const all = parts.flatMap((part): (string | Expression)[] => {
    if (part.k === "template") return [...part.parts];
    return part.k === "literal" && typeof part.value === "string" ? [part.value] : [part];
  });
  if (all.every((part) => typeof part === "string")) return { k: "literal", at, value: all.join("") };
  return { k: "template", at, parts: all };
}
