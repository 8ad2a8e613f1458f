import { corpusErrors } from "../errors.ts";

/** A piece of a template: text, `{{name}}`, or the opening or closing mark of a section. */
type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name" | "open" | "close"; readonly name: string };

/** Cuts a template into pieces in one pass. `{{` without `}}` is ordinary text. */
function pieces(template: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf("{{", at);
    const close = open < 0 ? -1 : template.indexOf("}}", open);
    if (open < 0 || close < 0) break;
    if (open > at) found.push({ kind: "text", text: template.slice(at, open) });
    const inner = template.slice(open + 2, close).trim();
    if (inner.startsWith("#")) found.push({ kind: "open", name: inner.slice(1) });
    else if (inner.startsWith("/")) found.push({ kind: "close", name: inner.slice(1) });
    else found.push({ kind: "name", name: inner });
    at = close + 2;
  }
  if (at < template.length) found.push({ kind: "text", text: template.slice(at) });
  return found;
}

/** The placeholders of a template in order, such as `["fact.account", "canary.left"]`. */
export function placeholders(template: string): string[] {
  return pieces(template).flatMap((piece) => (piece.kind === "name" ? [piece.name] : []));
}

/** Changes only what stands between placeholders. */
export function aroundPlaceholders(template: string, change: (text: string) => string): string {
  return pieces(template)
    .map((piece) => (piece.kind === "text" ? change(piece.text) : mark(piece)))
    .join("");
}

/**
 * Fills the names for which `values` has one and keeps the others. Values are put in as they are and are
 * not read again, so a value that holds `{{…}}` cannot reach another value in this pass.
 */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return pieces(template)
    .map((piece) => {
      if (piece.kind === "text") return piece.text;
      if (piece.kind !== "name") return mark(piece);
      return Object.hasOwn(values, piece.name) ? (values[piece.name] ?? "") : mark(piece);
    })
    .join("");
}

/**
 * The text as it is sent: names filled, then each section `{{#base64}}…{{/base64}}` changed by its transform.
 * Sections do not nest. Throws CORPUS_TEMPLATE where a name is unknown or a section is not closed.
 */
export function render(
  template: string,
  values: Readonly<Record<string, string>>,
  transform: (name: string, text: string) => string,
): string {
  let sent = "";
  let section: { readonly name: string; text: string } | undefined;
  for (const piece of pieces(template)) {
    if (piece.kind === "open") {
      if (section !== undefined)
        throw corpusErrors.template(`\`${piece.name}\` opens inside \`${section.name}\`.`);
      section = { name: piece.name, text: "" };
    } else if (piece.kind === "close") {
      if (section?.name !== piece.name)
        throw corpusErrors.template(`\`{{/${piece.name}}}\` closes nothing that is open.`);
      sent += transform(section.name, section.text);
      section = undefined;
    } else {
      const text = piece.kind === "text" ? piece.text : valueOf(piece.name, values);
      if (section === undefined) sent += text;
      else section.text += text;
    }
  }
  if (section !== undefined) throw corpusErrors.template(`The section \`${section.name}\` is not closed.`);
  return sent;
}

function valueOf(name: string, values: Readonly<Record<string, string>>): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw corpusErrors.template(`Nothing is known about \`{{${name}}}\`.`);
  return value;
}

function mark(piece: Exclude<Piece, { kind: "text" }>): string {
  const sign = { name: "", open: "#", close: "/" }[piece.kind];
  return `{{${sign}${piece.name}}}`;
}
