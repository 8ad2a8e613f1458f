import type { ImportFact } from "../contract/index.ts";
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from "../grammars/syntax-tree.ts";
import { matchCaptures } from "./match-captures.ts";
import type { ClassNode, Expression, FunctionNode, Lowered, Statement } from "./nodes.ts";
import { mostDepth } from "./nodes.ts";
import { PythonExpressions } from "./python-expressions.ts";

const spanOf = ({ start, end }: SyntaxNode): { start: number; end: number } => ({ start, end });

/** Makes statements of the concrete tree of Python. Parts that the grammar could not read are gone through like any other. */
export function lowerPython(text: string, root: SyntaxNode): Lowered {
  const lowering = new PythonStatements(text);
  const body = lowering.block(root);
  return { body, tooDeep: lowering.tooDeep || lowering.expressions.tooDeep };
}

class PythonStatements {
  readonly expressions: PythonExpressions;
  tooDeep = false;
  #depth = 0;

  constructor(text: string) {
    this.expressions = new PythonExpressions(text);
  }

  block(node: SyntaxNode | undefined): Statement[] {
    if (node === undefined) return [];
    if (this.#depth >= mostDepth) {
      this.tooDeep = true;
      return [];
    }
    this.#depth += 1;
    const made = namedOf(node).flatMap((child) => this.#statement(child));
    this.#depth -= 1;
    return made;
  }

  #lower(node: SyntaxNode | undefined): Expression {
    return this.expressions.optional(node);
  }

  /** `case x if (y := f(x))` */
  #guard(node: SyntaxNode | undefined): Statement[] {
    const [test] = node === undefined ? [] : namedOf(node);
    return test === undefined ? [] : [{ s: "expression", at: spanOf(test), value: this.#lower(test) }];
  }

  #statement(node: SyntaxNode): Statement[] {
    const at = spanOf(node);
    switch (node.type) {
      case "expression_statement":
        return namedOf(node).flatMap((child) => this.#statement(child));
      case "assignment":
      case "augmented_assignment":
        return [this.#assignment(node)];
      case "return_statement": {
        const [value] = namedOf(node);
        return [value === undefined ? { s: "return", at } : { s: "return", at, value: this.#lower(value) }];
      }
      case "raise_statement": {
        const [value] = namedOf(node);
        return [value === undefined ? { s: "raise", at } : { s: "raise", at, value: this.#lower(value) }];
      }
      case "break_statement":
        return [{ s: "break", at }];
      case "continue_statement":
        return [{ s: "continue", at }];
      case "pass_statement":
        return [];
      case "global_statement":
      case "nonlocal_statement":
        return [{ s: "outer", at, names: namedOf(node).map((name) => this.expressions.textOf(name)) }];
      case "if_statement":
        return [this.#if(node)];
      case "for_statement":
        return [
          {
            s: "loop",
            at,
            kind: "for",
            setup: [],
            target: this.#lower(fieldOf(node, "left")),
            iterable: this.#lower(fieldOf(node, "right")),
            body: this.block(fieldOf(node, "body")),
            after: this.#elseOf(node),
          },
        ];
      case "while_statement":
        return [
          {
            s: "loop",
            at,
            kind: "while",
            setup: [],
            test: this.#lower(fieldOf(node, "condition")),
            body: this.block(fieldOf(node, "body")),
            after: this.#elseOf(node),
          },
        ];
      case "try_statement":
        return [this.#try(node)];
      case "with_statement":
        return [this.#with(node)];
      case "match_statement": {
        const clauses = childrenDeep(fieldOf(node, "body"), "case_clause");
        const subject = this.#lower(fieldOf(node, "subject"));
        return [
          {
            s: "switch",
            at,
            subject,
            cases: clauses.map((clause) => [
              ...matchCaptures(clause, subject, (part) => this.expressions.textOf(part)),
              ...this.#guard(fieldOf(clause, "guard")),
              ...this.block(fieldOf(clause, "consequence")),
            ]),
          },
        ];
      }
      case "function_definition":
        return [{ s: "function", at, fn: this.#function(node, []) }];
      case "class_definition":
        return [{ s: "class", at, cls: this.#class(node, []) }];
      case "decorated_definition":
        return this.#decorated(node);
      case "import_statement":
      case "import_from_statement":
      case "future_import_statement":
        return [{ s: "import", at, imports: this.#imports(node) }];
      case "block":
      case "ERROR":
        return [{ s: "block", at, body: this.block(node) }];
      default:
        return [{ s: "expression", at, value: this.#lower(node) }];
    }
  }

  #assignment(node: SyntaxNode): Statement {
    const targets = [this.#lower(fieldOf(node, "left"))];
    let right = fieldOf(node, "right");
    while (right?.type === "assignment") {
      targets.push(this.#lower(fieldOf(right, "left")));
      right = fieldOf(right, "right");
    }
    const operator = fieldOf(node, "operator");
    const type = fieldOf(node, "type");
    return {
      s: "assign",
      at: spanOf(node),
      targets,
      op: operator === undefined ? "=" : this.expressions.textOf(operator),
      ...(right === undefined ? {} : { value: this.#lower(right) }),
      ...(type === undefined ? {} : { type: this.#lower(type) }),
    };
  }

  #elseOf(node: SyntaxNode): Statement[] {
    const clause = fieldOf(node, "alternative");
    return clause === undefined ? [] : this.block(fieldOf(clause, "body") ?? childOf(clause, "block"));
  }

  #if(node: SyntaxNode): Statement {
    let otherwise: Statement[] = [];
    for (const clause of fieldsOf(node, "alternative").reverse()) {
      if (clause.type === "else_clause") otherwise = this.block(fieldOf(clause, "body"));
      else
        otherwise = [
          {
            s: "if",
            at: spanOf(clause),
            test: this.#lower(fieldOf(clause, "condition")),
            met: this.block(fieldOf(clause, "consequence")),
            else: otherwise,
          },
        ];
    }
    return {
      s: "if",
      at: spanOf(node),
      test: this.#lower(fieldOf(node, "condition")),
      met: this.block(fieldOf(node, "consequence")),
      else: otherwise,
    };
  }

  #try(node: SyntaxNode): Statement {
    const handlers = node.children
      .filter(({ type }) => type.startsWith("except"))
      .map((clause) => ({ body: this.block(childOf(clause, "block")) }));
    const others = node.children.filter(({ type }) => type === "else_clause" || type === "finally_clause");
    return {
      s: "try",
      at: spanOf(node),
      body: this.block(fieldOf(node, "body")),
      handlers,
      last: others.flatMap((clause) => this.block(fieldOf(clause, "body") ?? childOf(clause, "block"))),
    };
  }

  #with(node: SyntaxNode): Statement {
    const items = childrenDeep(childOf(node, "with_clause"), "with_item").map((item) => {
      const value = fieldOf(item, "value");
      if (value?.type !== "as_pattern") return { value: this.#lower(value) };
      const target = fieldOf(value, "alias");
      return {
        value: this.#lower(namedOf(value)[0]),
        ...(target === undefined ? {} : { target: this.#lower(target) }),
      };
    });
    return { s: "with", at: spanOf(node), items, body: this.block(fieldOf(node, "body")) };
  }

  #decorated(node: SyntaxNode): Statement[] {
    const decorators = node.children
      .filter(({ type }) => type === "decorator")
      .map((decorator) => this.#lower(namedOf(decorator)[0]));
    const definition = fieldOf(node, "definition");
    if (definition === undefined) return [];
    const at = spanOf(definition);
    if (definition.type === "class_definition")
      return [{ s: "class", at, cls: this.#class(definition, decorators) }];
    return [{ s: "function", at, fn: this.#function(definition, decorators) }];
  }

  #function(node: SyntaxNode, decorators: Expression[]): FunctionNode {
    const name = fieldOf(node, "name");
    const body = this.block(fieldOf(node, "body"));
    const [first] = body;
    const docstring =
      first?.s === "expression" && first.value.k === "literal" && typeof first.value.value === "string"
        ? { docstring: first.value.value }
        : {};
    return {
      at: spanOf(node),
      name: name === undefined ? "" : this.expressions.textOf(name),
      parameters: this.expressions.parameters(fieldOf(node, "parameters")),
      decorators,
      body,
      isAsync: this.expressions.text.startsWith("async", node.start),
      ...docstring,
    };
  }

  #class(node: SyntaxNode, decorators: Expression[]): ClassNode {
    const name = fieldOf(node, "name");
    const bases = fieldOf(node, "superclasses");
    return {
      at: spanOf(node),
      name: name === undefined ? "" : this.expressions.textOf(name),
      bases:
        bases === undefined
          ? []
          : namedOf(bases)
              .filter(({ type }) => type !== "keyword_argument")
              .map((base) => this.#lower(base)),
      decorators,
      body: this.block(fieldOf(node, "body")),
    };
  }

  #imports(node: SyntaxNode): ImportFact[] {
    const textOf = (part: SyntaxNode): string => this.expressions.textOf(part).replaceAll(/\s/g, "");
    const from = fieldOf(node, "module_name");
    const module = from === undefined ? undefined : textOf(from);
    const names = fieldsOf(node, "name").map((item): ImportFact => {
      const name = textOf(item.type === "aliased_import" ? (fieldOf(item, "name") ?? item) : item);
      const alias = item.type === "aliased_import" ? fieldOf(item, "alias") : undefined;
      const at = spanOf(item);
      if (module !== undefined) return { at, module, name, as: alias === undefined ? name : textOf(alias) };
      // `import a.b` binds `a`; `import a.b as c` binds the inner module.
      return alias === undefined
        ? { at, module: name, as: name.split(".", 1)[0] ?? name }
        : { at, module: name, as: textOf(alias) };
    });
    const star = childOf(node, "wildcard_import");
    if (star !== undefined && module !== undefined)
      names.push({ at: spanOf(star), module, name: "*", as: "*" });
    return names;
  }
}

/** Nodes of a type below a node, not inside one another. */
function childrenDeep(node: SyntaxNode | undefined, type: string): SyntaxNode[] {
  if (node === undefined) return [];
  return namedOf(node).flatMap((child) =>
    child.type === type
      ? [child]
      : child.type === "block" || child.type === "with_clause"
        ? childrenDeep(child, type)
        : [],
  );
}
