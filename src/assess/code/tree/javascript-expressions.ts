import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from "../grammars/syntax-tree.ts";
import type { Arg, ClassNode, Expression, FunctionNode, Parameter, RecordEntry, Statement } from "./nodes.ts";
import { mostDepth } from "./nodes.ts";
import { longestString, unescaped } from "./python-strings.ts";

const spanOf = ({ start, end }: SyntaxNode): { start: number; end: number } => ({ start, end });
const nothing: Expression = { k: "other", at: { start: 0, end: 0 }, children: [] };

/** How expressions come to the statements inside them: bodies of functions and classes. */
export interface Bodies {
  block(node: SyntaxNode | undefined): Statement[];
  classOf(node: SyntaxNode): ClassNode;
}

/** Makes expressions of the concrete tree of JavaScript and TypeScript. Types are passed over. */
export class JavascriptExpressions {
  readonly text: string;
  readonly bodies: Bodies;
  tooDeep = false;
  #depth = 0;

  constructor(text: string, bodies: Bodies) {
    this.text = text;
    this.bodies = bodies;
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
    return node === undefined ? nothing : this.expression(node);
  }

  #expression(node: SyntaxNode): Expression {
    const at = spanOf(node);
    const field = (name: string): Expression => this.optional(fieldOf(node, name));
    switch (node.type) {
      case "identifier":
      case "this":
      case "super":
      case "shorthand_property_identifier":
      case "shorthand_property_identifier_pattern":
      case "type_identifier":
      case "property_identifier":
        return { k: "name", at, name: this.textOf(node) };
      case "true":
      case "false":
        return { k: "literal", at, value: node.type === "true" };
      case "null":
      case "undefined":
        return { k: "literal", at, value: null };
      case "number":
        return { k: "literal", at, value: Number(this.textOf(node).replaceAll("_", "")) || 0 };
      case "string":
        return { k: "literal", at, value: this.#stringOf(node) };
      case "template_string":
        return this.#template(node);
      case "member_expression":
      case "nested_identifier":
        return { k: "member", at, object: field("object"), name: this.#textOfField(node, "property") };
      case "subscript_expression":
        return { k: "index", at, object: field("object"), index: field("index") };
      case "call_expression":
      case "new_expression":
        return this.#call(node);
      case "array":
      case "array_pattern":
        return { k: "list", at, items: namedOf(node).map((item) => this.expression(item)) };
      case "sequence_expression":
        return namedOf(node)
          .map((item) => this.expression(item))
          .reduce((left, right) => ({ k: "binary", at, op: ",", left, right }));
      case "spread_element":
      case "rest_pattern":
        return { k: "spread", at, value: this.optional(namedOf(node)[0]) };
      case "object":
      case "object_pattern":
        return { k: "record", at, entries: namedOf(node).map((entry) => this.#entry(entry)) };
      case "binary_expression":
        return this.#binary(node);
      case "unary_expression":
        return this.#unary(node);
      case "ternary_expression":
        return {
          k: "choice",
          at,
          test: field("condition"),
          met: field("consequence"),
          else: field("alternative"),
        };
      case "assignment_expression":
        return { k: "assign", at, op: "=", target: field("left"), value: field("right") };
      case "augmented_assignment_expression":
        return {
          k: "assign",
          at,
          op: this.#textOfField(node, "operator"),
          target: field("left"),
          value: field("right"),
        };
      case "assignment_pattern":
      case "object_assignment_pattern":
        return { k: "assign", at, op: "default", target: field("left"), value: field("right") };
      case "arrow_function":
      case "function_expression":
      case "generator_function":
        return { k: "function", at, fn: this.functionOf(node, []) };
      case "class":
        return { k: "class", at, cls: this.bodies.classOf(node) };
      case "await_expression":
        return { k: "await", at, value: this.optional(namedOf(node)[0]) };
      case "yield_expression":
        return { k: "yield", at, value: this.optional(namedOf(node)[0]) };
      case "parenthesized_expression":
      case "as_expression":
      case "satisfies_expression":
      case "non_null_expression":
      case "instantiation_expression":
      case "type_annotation":
      case "readonly_type":
      case "jsx_expression":
      case "generic_type":
      case "computed_property_name":
        return this.optional(namedOf(node)[0]);
      case "jsx_element":
      case "jsx_self_closing_element":
        return this.#element(node);
      default:
        return { k: "other", at, children: namedOf(node).map((child) => this.expression(child)) };
    }
  }

  #textOfField(node: SyntaxNode, name: string): string {
    const field = fieldOf(node, name);
    return field === undefined ? "" : this.textOf(field);
  }

  #stringOf(node: SyntaxNode): string {
    return node.children
      .map((part) => {
        const end = Math.min(part.end, part.start + longestString);
        const text = this.text.slice(part.start, end);
        return part.type === "escape_sequence" ? unescaped(text) : text;
      })
      .join("");
  }

  #template(node: SyntaxNode): Expression {
    const at = spanOf(node);
    const parts: (string | Expression)[] = [];
    let plain = "";
    for (const child of node.children) {
      if (child.type !== "template_substitution") {
        const text = this.text.slice(child.start, Math.min(child.end, child.start + longestString));
        plain += child.type === "escape_sequence" ? unescaped(text) : text;
        continue;
      }
      if (plain !== "") parts.push(plain);
      plain = "";
      parts.push(this.optional(namedOf(child)[0]));
    }
    if (parts.length === 0) return { k: "literal", at, value: plain };
    if (plain !== "") parts.push(plain);
    return { k: "template", at, parts };
  }

  #call(node: SyntaxNode): Expression {
    const list = fieldOf(node, "arguments");
    const isNew = node.type === "new_expression";
    const callee = fieldOf(node, isNew ? "constructor" : "function");
    const args =
      list === undefined
        ? []
        : list.type === "template_string"
          ? [{ at: spanOf(list), value: this.expression(list) }]
          : namedOf(list).map((arg) => this.#argument(arg));
    const made: Expression =
      callee?.type === "import" ? { k: "name", at: spanOf(callee), name: "import" } : this.optional(callee);
    return { k: "call", at: spanOf(node), callee: made, args, isNew };
  }

  #argument(node: SyntaxNode): Arg {
    const at = spanOf(node);
    if (node.type === "spread_element") return { at, value: this.optional(namedOf(node)[0]), spread: "list" };
    return { at, value: this.expression(node) };
  }

  #entry(node: SyntaxNode): RecordEntry {
    const at = spanOf(node);
    switch (node.type) {
      case "pair":
      case "pair_pattern":
        return { key: this.#key(fieldOf(node, "key")), value: this.optional(fieldOf(node, "value")) };
      case "shorthand_property_identifier":
      case "shorthand_property_identifier_pattern":
        return { key: { k: "literal", at, value: this.textOf(node) }, value: this.expression(node) };
      case "object_assignment_pattern": {
        const left = fieldOf(node, "left");
        return { key: this.#key(left), value: this.expression(node) };
      }
      case "method_definition":
        return {
          key: this.#key(fieldOf(node, "name")),
          value: { k: "function", at, fn: this.functionOf(node, []) },
        };
      default:
        return { value: this.optional(namedOf(node)[0]) };
    }
  }

  #key(node: SyntaxNode | undefined): Expression {
    if (node === undefined) return nothing;
    if (node.type === "string" || node.type === "computed_property_name") return this.expression(node);
    return { k: "literal", at: spanOf(node), value: this.textOf(node) };
  }

  #binary(node: SyntaxNode): Expression {
    const at = spanOf(node);
    const op = this.#textOfField(node, "operator");
    const sides = {
      left: this.optional(fieldOf(node, "left")),
      right: this.optional(fieldOf(node, "right")),
    };
    const compares = /^(?:[=!]==?|[<>]=?|in|instanceof)$/.test(op);
    return compares ? { k: "compare", at, op, ...sides } : { k: "binary", at, op, ...sides };
  }

  #unary(node: SyntaxNode): Expression {
    const at = spanOf(node);
    const op = this.#textOfField(node, "operator");
    const value = this.optional(fieldOf(node, "argument"));
    if (op === "!") return { k: "not", at, value };
    if (op === "-" && value.k === "literal" && typeof value.value === "number")
      return { k: "literal", at, value: -value.value };
    return { k: "other", at, children: [value] };
  }

  functionOf(node: SyntaxNode, decorators: readonly Expression[], name?: string): FunctionNode {
    const body = fieldOf(node, "body");
    const single = fieldOf(node, "parameter");
    const list = fieldOf(node, "parameters");
    const named = fieldOf(node, "name");
    return {
      at: spanOf(node),
      name: name ?? (named === undefined ? "" : this.textOf(named)),
      parameters:
        single === undefined
          ? list === undefined
            ? []
            : namedOf(list).flatMap((parameter) => this.#parameter(parameter))
          : [{ at: spanOf(single), name: this.textOf(single) }],
      decorators,
      body:
        body === undefined
          ? []
          : body.type === "statement_block"
            ? this.bodies.block(body)
            : [{ s: "return", at: spanOf(body), value: this.expression(body) }],
      isAsync: /^(?:(?:static|public|private|protected|override)\s+)*async\b/.test(
        this.text.slice(node.start, node.start + 60),
      ),
    };
  }

  #parameter(node: SyntaxNode): Parameter[] {
    const at = spanOf(node);
    const typed = node.type === "required_parameter" || node.type === "optional_parameter";
    const pattern = typed ? (fieldOf(node, "pattern") ?? fieldOf(node, "name")) : node;
    if (pattern === undefined) return [];
    const type = typed ? fieldOf(node, "type") : undefined;
    const typeOf =
      type === undefined
        ? {}
        : { type: this.expression(type), typeText: this.textOf(type).replace(/^:\s*/, "") };
    const value = typed ? fieldOf(node, "value") : fieldOf(node, "right");
    const byDefault = value === undefined ? {} : { default: this.expression(value) };
    const left = pattern.type === "assignment_pattern" ? fieldOf(pattern, "left") : pattern;
    if (left === undefined) return [];
    if (left.type === "identifier" || left.type === "this")
      return [{ at, name: this.textOf(left), ...typeOf, ...byDefault }];
    if (left.type === "rest_pattern") {
      const [inner] = namedOf(left);
      return inner === undefined ? [] : [{ at, name: this.textOf(inner), rest: true }];
    }
    return [{ at, name: "", pattern: this.expression(left), ...typeOf, ...byDefault }];
  }

  #element(node: SyntaxNode): Expression {
    const head = fieldOf(node, "open_tag") ?? node;
    const attributes = fieldsOf(head, "attribute").map((attribute) => {
      if (attribute.type !== "jsx_attribute") {
        const spread = namedOf(attribute)[0];
        const given = spread?.type === "spread_element" ? namedOf(spread)[0] : undefined;
        const at = spanOf(attribute);
        return {
          at,
          name: "...",
          value: given === undefined ? ({ k: "literal", at, value: null } as const) : this.expression(given),
        };
      }
      const [name, value] = namedOf(attribute);
      return {
        at: spanOf(attribute),
        name: name === undefined ? "" : this.textOf(name),
        value:
          value === undefined
            ? ({ k: "literal", at: spanOf(attribute), value: true } as const)
            : this.expression(value),
      };
    });
    const children = namedOf(node)
      .filter(({ field, type }) => field === "" && type !== "jsx_text")
      .map((child) => this.expression(child));
    return { k: "element", at: spanOf(node), tag: this.#textOfField(head, "name"), attributes, children };
  }

  typeOf(node: SyntaxNode): Expression | undefined {
    const type = childOf(node, "type_annotation");
    return type === undefined ? undefined : this.expression(type);
  }
}
