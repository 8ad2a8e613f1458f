import type { ImportFact } from "../contract/index.ts";
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from "../grammars/syntax-tree.ts";
import { JavascriptExpressions } from "./javascript-expressions.ts";
import type { ClassNode, Expression, Lowered, Statement } from "./nodes.ts";
import { mostDepth } from "./nodes.ts";

const spanOf = ({ start, end }: SyntaxNode): { start: number; end: number } => ({ start, end });

/** Makes statements of the concrete tree of JavaScript or TypeScript. */
export function lowerJavascript(text: string, root: SyntaxNode): Lowered {
  const lowering = new JavascriptStatements(text);
  const body = lowering.block(root);
  return { body, tooDeep: lowering.tooDeep || lowering.expressions.tooDeep };
}

class JavascriptStatements {
  readonly expressions: JavascriptExpressions;
  tooDeep = false;
  #depth = 0;

  constructor(text: string) {
    this.expressions = new JavascriptExpressions(text, this);
  }

  block(node: SyntaxNode | undefined): Statement[] {
    if (node === undefined) return [];
    if (this.#depth >= mostDepth) {
      this.tooDeep = true;
      return [];
    }
    this.#depth += 1;
    const parts =
      node.type === "statement_block" || node.type === "program" || node.type === "ERROR"
        ? namedOf(node)
        : [node];
    const made = parts.flatMap((child) => this.#statement(child));
    this.#depth -= 1;
    return made;
  }

  #lower(node: SyntaxNode | undefined): Expression {
    return this.expressions.optional(node);
  }

  #statement(node: SyntaxNode): Statement[] {
    const at = spanOf(node);
    switch (node.type) {
      case "expression_statement":
        return namedOf(node).map((child) => this.#expressionStatement(child));
      case "lexical_declaration":
      case "variable_declaration":
        return node.children
          .filter(({ type }) => type === "variable_declarator")
          .map((declarator) => this.#declarator(declarator));
      case "return_statement": {
        const [value] = namedOf(node);
        return [value === undefined ? { s: "return", at } : { s: "return", at, value: this.#lower(value) }];
      }
      case "throw_statement":
        return [{ s: "raise", at, value: this.#lower(namedOf(node)[0]) }];
      case "break_statement":
        return [{ s: "break", at }];
      case "continue_statement":
        return [{ s: "continue", at }];
      case "if_statement": {
        const other = fieldOf(node, "alternative");
        return [
          {
            s: "if",
            at,
            test: this.#lower(fieldOf(node, "condition")),
            met: this.block(fieldOf(node, "consequence")),
            else: other === undefined ? [] : this.block(namedOf(other)[0]),
          },
        ];
      }
      case "for_statement":
      case "for_in_statement":
      case "while_statement":
      case "do_statement":
        return [this.#loop(node)];
      case "try_statement": {
        const handler = fieldOf(node, "handler");
        const last = fieldOf(node, "finalizer");
        const name = handler === undefined ? undefined : fieldOf(handler, "parameter");
        return [
          {
            s: "try",
            at,
            body: this.block(fieldOf(node, "body")),
            handlers:
              handler === undefined
                ? []
                : [
                    {
                      body: this.block(fieldOf(handler, "body")),
                      ...(name === undefined ? {} : { name: this.expressions.textOf(name) }),
                    },
                  ],
            last: last === undefined ? [] : this.block(fieldOf(last, "body")),
          },
        ];
      }
      case "switch_statement": {
        const body = fieldOf(node, "body");
        const cases = body === undefined ? [] : namedOf(body);
        return [
          {
            s: "switch",
            at,
            subject: this.#lower(fieldOf(node, "value")),
            cases: cases.map((clause) =>
              fieldsOf(clause, "body").flatMap((statement) => this.block(statement)),
            ),
          },
        ];
      }
      case "function_declaration":
      case "generator_function_declaration":
        return [{ s: "function", at, fn: this.expressions.functionOf(node, []) }];
      case "class_declaration":
      case "abstract_class_declaration":
        return [{ s: "class", at, cls: this.classOf(node) }];
      case "import_statement":
        return [{ s: "import", at, imports: this.#imports(node) }];
      case "export_statement":
        return this.#export(node);
      case "statement_block":
      case "ERROR":
        return [{ s: "block", at, body: this.block(node) }];
      case "labeled_statement":
        return this.block(fieldOf(node, "body"));
      case "interface_declaration":
      case "type_alias_declaration":
      case "ambient_declaration":
      case "function_signature":
      case "empty_statement":
        return [];
      case "internal_module":
      case "module":
        return this.block(fieldOf(node, "body"));
      default:
        return [{ s: "expression", at, value: this.#lower(node) }];
    }
  }

  #expressionStatement(node: SyntaxNode): Statement {
    const value = this.expressions.expression(node);
    if (value.k === "assign")
      return { s: "assign", at: value.at, targets: [value.target], op: value.op, value: value.value };
    return { s: "expression", at: value.at, value };
  }

  #declarator(node: SyntaxNode): Statement {
    const value = fieldOf(node, "value");
    const type = fieldOf(node, "type");
    return {
      s: "assign",
      at: spanOf(node),
      targets: [this.#lower(fieldOf(node, "name"))],
      op: "=",
      ...(value === undefined ? {} : { value: this.#lower(value) }),
      ...(type === undefined ? {} : { type: this.#lower(type) }),
    };
  }

  #loop(node: SyntaxNode): Statement {
    const at = spanOf(node);
    const body = this.block(fieldOf(node, "body"));
    const common = { s: "loop" as const, at, after: [] };
    if (node.type === "for_in_statement")
      return {
        ...common,
        kind: "for",
        setup: [],
        target: this.#lower(fieldOf(node, "left")),
        iterable: this.#lower(fieldOf(node, "right")),
        body,
      };
    const initializer = fieldOf(node, "initializer");
    const condition = fieldOf(node, "condition");
    const empty = condition === undefined || !condition.named || condition.type === "empty_statement";
    const step = fieldOf(node, "increment");
    return {
      ...common,
      kind: "while",
      setup: initializer === undefined ? [] : this.block(initializer),
      test: empty ? { k: "literal", at, value: true } : this.#lower(condition),
      body: step === undefined ? body : [...body, this.#expressionStatement(step)],
    };
  }

  classOf(node: SyntaxNode): ClassNode {
    const name = fieldOf(node, "name");
    const heritage = childOf(node, "class_heritage");
    const extended = heritage === undefined ? undefined : (childOf(heritage, "extends_clause") ?? heritage);
    const base = extended === undefined ? undefined : (fieldOf(extended, "value") ?? namedOf(extended)[0]);
    const decorators = fieldsOf(node, "decorator").map((decorator) => this.#lower(namedOf(decorator)[0]));
    const body = fieldOf(node, "body");
    return {
      at: spanOf(node),
      name: name === undefined ? "" : this.expressions.textOf(name),
      bases: base === undefined ? [] : [this.#lower(base)],
      decorators,
      body: body === undefined ? [] : this.#members(body),
    };
  }

  #members(body: SyntaxNode): Statement[] {
    const made: Statement[] = [];
    let decorators: Expression[] = [];
    for (const member of namedOf(body)) {
      const at = spanOf(member);
      if (member.type === "decorator") {
        decorators.push(this.#lower(namedOf(member)[0]));
        continue;
      }
      if (member.type === "method_definition")
        made.push({ s: "function", at, fn: this.expressions.functionOf(member, decorators) });
      else if (member.type === "public_field_definition" || member.type === "field_definition") {
        const key = fieldOf(member, "name") ?? fieldOf(member, "property");
        const value = fieldOf(member, "value");
        const name: Expression = {
          k: "name",
          at,
          name: key === undefined ? "" : this.expressions.textOf(key),
        };
        made.push({
          s: "assign",
          at,
          targets: [name],
          op: "=",
          ...(value === undefined ? {} : { value: this.#lower(value) }),
        });
      } else if (member.type === "class_static_block") made.push(...this.block(fieldOf(member, "body")));
      decorators = [];
    }
    return made;
  }

  #source(node: SyntaxNode): string | undefined {
    const source = fieldOf(node, "source");
    if (source === undefined) return undefined;
    const made = this.#lower(source);
    return made.k === "literal" && typeof made.value === "string" ? made.value : undefined;
  }

  #imports(node: SyntaxNode): ImportFact[] {
    const module = this.#source(node);
    const clause = childOf(node, "import_clause");
    if (module === undefined) return [];
    const at = spanOf(node);
    if (clause === undefined) return [{ at, module, as: "" }];
    return namedOf(clause).flatMap((part): ImportFact[] => {
      if (part.type === "identifier")
        return [{ at, module, name: "default", as: this.expressions.textOf(part) }];
      if (part.type === "namespace_import") {
        const [name] = namedOf(part);
        return name === undefined ? [] : [{ at, module, as: this.expressions.textOf(name) }];
      }
      return namedOf(part).map((specifier) => this.#specifier(specifier, module));
    });
  }

  #specifier(node: SyntaxNode, module: string): ImportFact {
    const name = fieldOf(node, "name");
    const alias = fieldOf(node, "alias") ?? name;
    const text = (part: SyntaxNode | undefined): string =>
      part === undefined ? "" : this.expressions.textOf(part);
    return { at: spanOf(node), module, name: text(name), as: text(alias) };
  }

  #export(node: SyntaxNode): Statement[] {
    const at = spanOf(node);
    const module = this.#source(node);
    const clause = childOf(node, "export_clause");
    if (module !== undefined) {
      const imports: ImportFact[] =
        clause === undefined
          ? [{ at, module, name: "*", as: "*" }]
          : namedOf(clause).map((specifier) => this.#specifier(specifier, module));
      return [{ s: "import", at, imports, reexport: true }];
    }
    const declaration = fieldOf(node, "declaration");
    const isDefault = /^export\s+default\b/.test(this.expressions.text.slice(node.start, node.start + 40));
    if (declaration !== undefined) {
      const made = this.block(declaration);
      const [first] = made;
      const named =
        first?.s === "function" ? first.fn.name : first?.s === "class" ? first.cls.name : undefined;
      if (isDefault && named !== undefined)
        made.push({ s: "export", at, names: [["default", { k: "name", at, name: named }]] });
      return made;
    }
    if (clause !== undefined)
      return [
        {
          s: "export",
          at,
          names: namedOf(clause).map((specifier) => {
            const { name = "", as } = this.#specifier(specifier, "");
            return [as, { k: "name", at, name }] as const;
          }),
        },
      ];
    const value = fieldOf(node, "value");
    return value === undefined ? [] : [{ s: "export", at, names: [["default", this.#lower(value)]] }];
  }
}
