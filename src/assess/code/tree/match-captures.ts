import { namedOf, type SyntaxNode } from "../grammars/syntax-tree.ts";
import type { Expression, Statement } from "./nodes.ts";
import { mostDepth } from "./nodes.ts";

/** The names that a `case` binds, as assignments of what is matched; PEP 634. */
export function matchCaptures(
  clause: SyntaxNode,
  subject: Expression,
  textOf: (node: SyntaxNode) => string,
): Statement[] {
  let assigned: Statement[] = [];
  const bind = (target: Expression | undefined, at: SyntaxNode): void => {
    if (target !== undefined)
      assigned.push({ s: "assign", at: spanOf(at), targets: [target], op: "=", value: subject });
  };
  const nothing = (at: SyntaxNode): Expression => ({ k: "name", at: spanOf(at), name: "_" });

  /** The pattern as what can be assigned to; names that no such form has are bound on the way. */
  function target(node: SyntaxNode | undefined, depth: number): Expression | undefined {
    if (node === undefined || depth > mostDepth) return undefined;
    const at = spanOf(node);
    const parts = namedOf(node);
    switch (node.type) {
      case "case_pattern":
        return target(parts[0], depth + 1);
      case "identifier":
        return { k: "name", at, name: textOf(node) };
      case "dotted_name":
        // `Color.RED` is a value to compare with, `x` is a name to bind.
        return parts.length === 1 ? { k: "name", at, name: textOf(node) } : undefined;
      case "splat_pattern": {
        const value = target(parts[0], depth + 1);
        return value === undefined ? undefined : { k: "spread", at, value };
      }
      case "list_pattern":
      case "tuple_pattern":
        return { k: "list", at, items: parts.map((part) => target(part, depth + 1) ?? nothing(part)) };
      case "dict_pattern": {
        // What stands under the keys carries what the whole carries.
        for (const part of parts) if (part.type !== "string") bind(unspread(target(part, depth + 1)), part);
        return undefined;
      }
      case "as_pattern":
        for (const part of parts.slice(0, -1)) bind(target(part, depth + 1), part);
        return target(parts.at(-1), depth + 1);
      case "union_pattern": {
        // One of them is what it was: what they bind is joined.
        const whole = assigned;
        const cases = parts.map((part) => {
          assigned = [];
          bind(target(part, depth + 1), part);
          return assigned;
        });
        assigned = whole;
        assigned.push({ s: "switch", at, subject, cases });
        return undefined;
      }
      case "class_pattern":
        for (const part of parts.slice(1)) bind(target(part, depth + 1), part);
        return undefined;
      case "keyword_pattern":
        return target(parts[1], depth + 1);
      default:
        return undefined;
    }
  }

  for (const pattern of namedOf(clause))
    if (pattern.type === "case_pattern") bind(target(pattern, 0), pattern);
  return assigned;
}

const unspread = (target: Expression | undefined): Expression | undefined =>
  target?.k === "spread" ? target.value : target;

const spanOf = ({ start, end }: SyntaxNode): { start: number; end: number } => ({ start, end });
