import type { LineLooker } from "./text-lines.ts";

/** A tag by which PyYAML and ruamel.yaml make Python objects, and where it stands. */
export interface YamlTag {
  readonly line: number;
  readonly tag: string;
  /** Between the fences of a document, where it is talked about. */
  readonly quoted: boolean;
}

const marks = ["!!python/", "!<tag:yaml.org,2002:python/", "!python/"] as const;
/** A directive that gives the tags of Python another handle: nobody writes it who means well. */
const handle = /^%TAG\s+\S{1,80}\s+(?:tag:yaml\.org,2002:|!python\/|!!python\/)/;
/** What may stand before a tag that counts: dashes, keys, anchors, brackets, other tags; no mark of a quotation as code. */
const lead = /^[\s?:,[\]{}<>&*!|~\p{L}\p{M}\p{N}_."'/()@+=-]*/u;
const harmless = /^(?:none|bool|str|unicode|bytes|int|long|float|complex|list|tuple|dict)\b/;

/**
 * Looks through text for YAML tags that make Python objects. Only where YAML could have a tag:
 * with nothing before it in its line but dashes, a key, an anchor or a bracket.
 */
export class YamlTags implements LineLooker {
  /** The first outside of fences; else the first inside. */
  found: YamlTag | undefined;

  look(given: string, number: number, quoted: boolean): void {
    if (this.found?.quoted === false) return;
    if (given.startsWith("%TAG") && handle.test(given.slice(0, 400))) {
      this.#note(given.slice(0, 80), number, quoted);
      return;
    }
    const line = given.includes("!") && given.includes("%") ? withoutEscapes(given) : given;
    if (!line.includes("python/")) return;
    const before = lead.exec(line)?.[0].length ?? 0;
    for (const mark of marks)
      for (let at = line.indexOf(mark); at !== -1 && at <= before; at = line.indexOf(mark, at + 1)) {
        const name = line.slice(at + mark.length, at + mark.length + 80);
        if (harmless.test(name)) continue;
        this.#note(mark + name, number, quoted);
        return;
      }
  }

  #note(tag: string, line: number, quoted: boolean): void {
    if (this.found === undefined || !quoted) this.found = { line, tag, quoted };
  }
}

/** Tags may be written with escapes of URIs (`!!python%2Fname`), which the loaders undo. */
function withoutEscapes(line: string): string {
  return line.replaceAll(/%[2-7][0-9a-f]/gi, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  );
}
