import type { JsonObject, JsonValue } from "../../../../contracts/index.ts";
import { stringOf } from "../../../parts/index.ts";
import type { StreamedText, StreamHost } from "../../dialect.ts";

/** How the protocol streams one kind of text. */
export interface SpokenKind {
  /** Type of the part that holds it. */
  readonly part: string;
  /** Events: `<name>.delta`, `<name>.done`. */
  readonly name: string;
  /** The member the text stands in, in the part and in the `done` event. */
  readonly member: "text" | "refusal";
  /** The list of the item it belongs to. */
  readonly list: "content" | "summary";
  /** Events of the part: `<frame>.added`, `<frame>.done`. */
  readonly frame: string;
  readonly indexKey: "content_index" | "summary_index";
}

const content = { list: "content", frame: "response.content_part", indexKey: "content_index" } as const;

/** The one kind that is remarked on. */
export const outputTextKind: SpokenKind = {
  part: "output_text",
  name: "response.output_text",
  member: "text",
  ...content,
};

export const spokenKinds: readonly SpokenKind[] = [
  outputTextKind,
  { part: "refusal", name: "response.refusal", member: "refusal", ...content },
  { part: "reasoning_text", name: "response.reasoning_text", member: "text", ...content },
  {
    part: "summary_text",
    name: "response.reasoning_summary_text",
    member: "text",
    list: "summary",
    frame: "response.reasoning_summary_part",
    indexKey: "summary_index",
  },
];

export type Emit = (type: string, fields: JsonObject) => void;

/** One text of an item while it is said: what was let go of it, and what its end has to repeat. */
export class Spoken {
  readonly kind: SpokenKind;
  readonly index: number;
  /** Checked already. */
  readonly annotations: JsonValue[] = [];
  readonly #text: StreamedText;
  readonly #emit: Emit;
  #sent = "";
  /** Whether the upstream said anything of it. */
  heard = false;
  /** The upstream has ended it; its end is not sent yet. */
  ended = false;
  #closed = false;

  constructor(
    kind: SpokenKind,
    place: { readonly item: number; readonly index: number; readonly emit: Emit },
    host: StreamHost,
  ) {
    this.kind = kind;
    this.index = place.index;
    this.#emit = place.emit;
    const at = `/output/${place.item}/${kind.list}/${place.index}/${kind.member}`;
    this.#text = host.openText({ at, stage: "output", role: "assistant" });
    this.#send(`${kind.frame}.added`, { part: this.part() });
  }

  say(text: string): void {
    this.heard ||= text !== "";
    this.#release(this.#text.write(text));
  }

  /** What is held and may go. */
  flush(): void {
    if (!this.#closed) this.#release(this.#text.end());
  }

  /** Sends its end, which repeats what was sent and nothing else. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const { kind } = this;
    const logprobs = kind.part === "output_text" ? { logprobs: [] } : {};
    this.#send(`${kind.name}.done`, { [kind.member]: this.#sent, ...logprobs });
    this.#send(`${kind.frame}.done`, { part: this.part() });
  }

  /** The part as the client has it. */
  part(): JsonObject {
    const { part, member } = this.kind;
    const more = part === "output_text" ? { annotations: [...this.annotations], logprobs: [] } : {};
    return { type: part, [member]: this.#sent, ...more };
  }

  annotate(annotation: JsonValue): void {
    this.annotations.push(annotation);
    const annotation_index = this.annotations.length - 1;
    this.#send("response.output_text.annotation.added", { annotation_index, annotation });
  }

  #release(text: string): void {
    if (text === "") return;
    this.#sent += text;
    const logprobs = this.kind.part === "output_text" ? { logprobs: [] } : {};
    this.#send(`${this.kind.name}.delta`, { delta: text, ...logprobs });
  }

  #send(type: string, fields: JsonObject): void {
    this.#emit(type, { [this.kind.indexKey]: this.index, ...fields });
  }
}

/** The kind of a part by its type. */
export const kindOfPart = (part: JsonObject | undefined): SpokenKind | undefined =>
  spokenKinds.find((kind) => kind.part === stringOf(part?.["type"]));
