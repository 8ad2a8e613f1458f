import { targetErrors } from "../errors.ts";

/** What may stand between `{{` and `}}`. */
export type Variable =
  | { readonly kind: "text" | "session" | "seed" | "surface" | "principal" | "messages" }
  | { readonly kind: "secret"; readonly reference: string }
  | { readonly kind: "captured"; readonly name: string };

export type TemplatePart =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "variable"; readonly variable: Variable; readonly optional: boolean };

export type Template = readonly TemplatePart[];

const plain = ["text", "session", "seed", "surface", "principal", "messages"] as const;

/**
 * Splits `a {{text}} b` into literals and variables. There are no expressions and no nesting:
 * what a variable brings in is never read as a template again.
 * `{{captured.NAME?}}` marks a captured value that may be absent, as in the first turn.
 *
 * @throws TARGETS_BAD_TEMPLATE
 */
export function parseTemplate(source: string): Template {
  const parts: TemplatePart[] = [];
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf("{{", at);
    if (open !== at) parts.push({ kind: "literal", text: source.slice(at, open === -1 ? undefined : open) });
    if (open === -1) break;
    const close = source.indexOf("}}", open);
    if (close === -1) {
      throw targetErrors.badTemplate(`\`{{\` at column ${open + 1} is not closed.`, { column: open + 1 });
    }
    parts.push(readVariable(source.slice(open + 2, close).trim(), open + 1));
    at = close + 2;
  }
  return parts;
}

function readVariable(inside: string, column: number): TemplatePart {
  const optional = inside.endsWith("?");
  const name = optional ? inside.slice(0, -1) : inside;
  const variable = namedVariable(name);
  if (variable === undefined || (optional && variable.kind !== "captured")) {
    throw targetErrors.badTemplate(`\`{{${inside.slice(0, 60)}}}\` is not a variable we know.`, { column });
  }
  return { kind: "variable", variable, optional };
}

function namedVariable(name: string): Variable | undefined {
  const kind = plain.find((word) => word === name);
  if (kind !== undefined) return { kind };
  if (/^captured\.[A-Za-z][A-Za-z0-9_-]{0,60}$/.test(name)) {
    return { kind: "captured", name: name.slice("captured.".length) };
  }
  if (/^secret:(?:env:[A-Za-z_][A-Za-z0-9_]*|file:[^\0]+)$/.test(name)) {
    return { kind: "secret", reference: name.slice("secret:".length) };
  }
  return undefined;
}

/** The variables of a template, in order. */
export function variablesOf(template: Template): readonly Variable[] {
  return template.flatMap((part) => (part.kind === "variable" ? [part.variable] : []));
}
