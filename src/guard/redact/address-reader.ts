const quotes = "\"'`";

/**
 * Follows a text and says whether the place it has come to lies inside an address. An address ends with white
 * space, but inside quotes with the quote, inside a link of Markdown with its bracket, and inside an HTML tag
 * with the tag: programs and browsers read on over the space there. In doubt it is one. Linear; constant memory.
 */
export class AddressReader {
  /** The last characters, in lower case: longest mark that begins an address. */
  #last = "";
  #run = false;
  /** The quote an address began after. */
  #quote = "";
  /** Brackets open since `](`. */
  #brackets = 0;
  #tag = false;
  #tagged = false;
  /** In a word without a space: a dot between letters was read (`attacker.example`), and what follows it is a path. */
  #dotted = false;
  #hosted = false;
  /** The character before the run. */
  #opener = "";

  get inside(): boolean {
    return this.#run || this.#quote !== "" || this.#brackets > 0 || this.#tagged;
  }

  read(text: string, from = 0, to = text.length): void {
    for (let i = from; i < to; i++) this.#step(text.charAt(i));
  }

  /** A host with a path needs no scheme: programs make a link of it all the same. */
  #followHost(sign: string, before: string): void {
    if (/\s/.test(sign)) this.#dotted = this.#hosted = false;
    else if (this.#dotted && "/?#:".includes(sign)) this.#hosted = true;
    else if (before === "." && letter.test(sign)) this.#dotted = true;
  }

  #step(sign: string): void {
    const before = this.#last.at(-1) ?? "";
    if (sign === ">") this.#tag = this.#tagged = false;
    if (sign === "\n" && before === "\n") this.#brackets = 0;
    if (sign === this.#quote && before !== "\\") this.#quote = "";
    if (this.#brackets > 0) this.#brackets += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    else if (sign === "(" && before === "]") this.#brackets = 1;
    if (before === "<" && /[a-z/!]/i.test(sign)) this.#tag = true;
    if (sign === " " || sign === "\n" || sign === "\t") this.#run = false;
    // What an address begins after decides where it ends.
    if (!this.#run && quotes.includes(sign)) this.#opener = sign;
    else if (!this.#run && /[\s>()[\]]/.test(sign)) this.#opener = "";
    this.#last = (this.#last + sign.toLowerCase()).slice(-longestMark);
    this.#followHost(sign, before);
    if (!this.#hosted && !beginsAddress(this.#last)) return;
    this.#run = true;
    if (this.#opener !== "" && this.#quote === "") this.#quote = this.#opener;
    this.#tagged ||= this.#tag;
  }
}

const letter = /[\p{L}\p{N}]/u;
const longestMark = 11;
/** Addresses without a host that send what stands in them elsewhere. */
const senders = "mailto: tel: sms: smsto: sip: sips: xmpp: callto: data: javascript: intent: geo:".split(" ");

/** `//host`, and what browsers take for it. */
const beginsAddress = (last: string): boolean =>
  last.endsWith("//") ||
  last.endsWith("\\\\") ||
  last.endsWith("/\\") ||
  last.endsWith("http:") ||
  last.endsWith("https:") ||
  last.endsWith("www.") ||
  (last.endsWith(":") && senders.some((scheme) => last.endsWith(scheme)));
