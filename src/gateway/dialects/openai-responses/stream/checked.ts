import type { JsonObject, JsonValue } from "../../../../contracts/index.ts";
import { PartList, replaceTexts, Uninspected } from "../../../parts/index.ts";
import { readAnswer } from "../../../problems/index.ts";
import type { PlacedPart, StreamHost } from "../../dialect.ts";
import { ItemReader } from "../items.ts";
import { opaque } from "../opaque.ts";
import { aroundItems } from "../read-response.ts";

/** Lets the guard check what comes whole, each text of the frame once although every snapshot repeats it. */
export class Checked {
  readonly #host: StreamHost;
  /** Texts the guard has seen, by where they stand, and what became of them. */
  readonly #seen = new Map<string, string>();
  #annotations = 0;

  constructor(host: StreamHost) {
    this.#host = host;
    for (const { text } of host.request.parts) {
      for (const stage of ["input", "tool-definition"] as const) this.#seen.set(keyOf({ stage, text }), text);
    }
  }

  /** What an answer says beside its items; changed in place. False: it may not pass. At once when nothing in it is new. */
  head(head: JsonObject): boolean | Promise<boolean> {
    const list = new PartList();
    aroundItems(head, list, new Set());
    const fresh = new Map<string, PlacedPart>();
    for (const part of list.parts) if (!this.#seen.has(keyOf(part))) fresh.set(keyOf(part), part);
    if (fresh.size > 0) return this.#ask([...fresh.values()]).then((may) => may && this.#rewrite(head, list));
    return this.#rewrite(head, list);
  }

  async #ask(parts: readonly PlacedPart[]): Promise<boolean> {
    const texts = await this.#host.check(parts);
    if (texts === undefined) return false;
    for (const [i, part] of parts.entries()) this.#seen.set(keyOf(part), texts[i] ?? part.text);
    return true;
  }

  #rewrite(head: JsonObject, { parts }: PartList): true {
    replaceTexts(
      head,
      parts,
      parts.map((part) => this.#seen.get(keyOf(part)) ?? part.text),
    );
    return true;
  }

  /** An item that came whole; changed in place. False: it may not pass. */
  async item(item: JsonObject, index: number): Promise<boolean> {
    const list = new PartList();
    const reader = new ItemReader(list, new Uninspected(this.#host.allowed, "answer"), "output");
    readAnswer(() => reader.item(item, `/output/${index}`));
    // Seen as part of the answer, so that the pointers fit.
    return this.#replace(list.parts, { output: { [index]: item } });
  }

  /** A remark on a text, such as a link to a source; undefined: it may not pass. */
  async annotation(annotation: JsonValue): Promise<JsonValue | undefined> {
    const list = new PartList();
    const place = this.#annotations++;
    list.strings(annotation, `/annotations/${place}`, "document", "document", { skip: opaque });
    const holder = { annotations: { [place]: annotation } };
    return (await this.#replace(list.parts, holder)) ? holder.annotations[place] : undefined;
  }

  async #replace(parts: readonly PlacedPart[], holder: JsonObject): Promise<boolean> {
    if (parts.length === 0) return true;
    const texts = await this.#host.check(parts);
    if (texts === undefined || this.#host.cutting) return false;
    replaceTexts(holder, parts, texts);
    return true;
  }
}

const keyOf = ({ stage, text }: Pick<PlacedPart, "stage" | "text">): string => `${stage}/${text}`;
