/** A phrase with choices: `[please |]ignore {what}`. */
export type Template = readonly Piece[];
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "choice"; readonly options: readonly Template[] }
  | {
      readonly kind: "slot";
      readonly name: string;
      /** The first letter becomes a capital. */
      readonly capital: boolean;
      readonly filter?: string;
    };

/** `{name}`, `{^name}` (capital), `{name:filter}`. Anything else in braces is text. */
const SLOT = /\{(\^?)([a-z][a-z0-9./-]*)(?::([a-z0-9]+))?\}/y;

/**
 * Reads one line of a phrase file. `[a|b]` is a choice and may nest; brackets without a bar are text, and
 * so are braces that do not name a slot, so that markdown and JSON can be written as they are. `\n`, `\t`
 * are a line break and a tab; `\|` is a bar.
 */
export function parseTemplate(line: string): Template {
  return new Reader(unescape(line)).sequence(false);
}

const BAR = "\u{F0000}";
const unescape = (line: string): string =>
  line.replaceAll("\\n", "\n").replaceAll("\\t", "\t").replaceAll("\\|", BAR);

class Reader {
  private at = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  sequence(inChoice: boolean): Template {
    const pieces: Piece[] = [];
    let text = "";
    let open = 0;
    const flush = (): void => {
      if (text !== "") pieces.push({ kind: "text", text: text.replaceAll(BAR, "|") });
      text = "";
    };
    while (this.at < this.source.length) {
      const sign = this.source.charAt(this.at);
      if (inChoice && open === 0 && (sign === "|" || sign === "]")) break;
      const piece = sign === "[" ? this.choice() : sign === "{" ? this.slot() : undefined;
      if (piece === undefined) {
        // A bracket that is no choice closes itself, not the choice it stands in.
        if (sign === "[") open += 1;
        if (sign === "]" && open > 0) open -= 1;
        text += sign;
        this.at += 1;
      } else {
        flush();
        pieces.push(piece);
      }
    }
    flush();
    return pieces;
  }

  private choice(): Piece | undefined {
    if (!hasBar(this.source, this.at)) return undefined;
    const options: Template[] = [];
    do {
      this.at += 1;
      options.push(this.sequence(true));
    } while (this.source.charAt(this.at) === "|");
    this.at += 1;
    return { kind: "choice", options };
  }

  private slot(): Piece | undefined {
    SLOT.lastIndex = this.at;
    const found = SLOT.exec(this.source);
    if (found === null) return undefined;
    this.at += found[0].length;
    const filter = found[3];
    return {
      kind: "slot",
      name: found[2] ?? "",
      capital: found[1] === "^",
      ...(filter === undefined ? {} : { filter }),
    };
  }
}

/** Whether the bracket that opens at `from` closes and has a bar of its own. */
function hasBar(source: string, from: number): boolean {
  let depth = 0;
  let bar = false;
  for (let at = from; at < source.length; at++) {
    const sign = source.charAt(at);
    if (sign === "[") depth += 1;
    else if (sign === "|" && depth === 1) bar = true;
    else if (sign === "]" && --depth === 0) return bar;
  }
  return false;
}

/** The names of all slots of a template, with those inside choices. */
export function slotsOf(template: Template): readonly { readonly name: string; readonly filter?: string }[] {
  return template.flatMap((piece) =>
    piece.kind === "slot" ? [piece] : piece.kind === "choice" ? piece.options.flatMap(slotsOf) : [],
  );
}
