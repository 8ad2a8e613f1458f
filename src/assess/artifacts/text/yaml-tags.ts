/** A tag by which PyYAML and ruamel.yaml make Python objects, and where it stands. */
export interface YamlTag {
  readonly line: number;
  readonly tag: string;
  /** Between the fences of a document, where it is talked about. */
  readonly quoted: boolean;
}

const marks = ["!!python/", "!<tag:yaml.org,2002:python/", "!python/"] as const;
/** As much of a line as may stand before a tag that counts: dashes, a key, anchors. */
const longestLead = 200;
const lead = /^[\s?:,[{&*\w."'/-]*$/;
const harmless = /^(?:none|bool|str|unicode|bytes|int|long|float|complex|list|tuple|dict)\b/;

/**
 * Looks through text, piece by piece, for YAML tags that make Python objects. Only where YAML could have a tag:
 * with nothing before it in its line but dashes, a key, an anchor or a bracket. One pass, one line kept.
 */
export class YamlTags {
  #line = 1;
  #rest = "";
  #fenced = false;
  #found: YamlTag | undefined;

  take(text: string): void {
    let from = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", from)) {
      this.#look(this.#rest + text.slice(from, end));
      this.#rest = "";
      this.#line += 1;
      from = end + 1;
    }
    // Of a line without end only its beginning can hold a tag that counts.
    if (this.#rest.length < 1024) this.#rest += text.slice(from, from + 1024);
  }

  /** The first tag outside of fences; else the first inside. */
  end(): YamlTag | undefined {
    this.#look(this.#rest);
    return this.#found;
  }

  #look(line: string): void {
    if (line.startsWith("```")) this.#fenced = !this.#fenced;
    if (this.#found?.quoted === false) return;
    for (const mark of marks) {
      const at = line.indexOf(mark);
      if (at === -1 || at > longestLead || !lead.test(line.slice(0, at))) continue;
      const name = line.slice(at + mark.length, at + mark.length + 80);
      if (harmless.test(name)) continue;
      if (this.#found === undefined || !this.#fenced)
        this.#found = { line: this.#line, tag: mark + name, quoted: this.#fenced };
      return;
    }
  }
}
