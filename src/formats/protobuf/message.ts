import type { MessagePlan } from "./plan.ts";

/** Where a value is that was not read. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type MessageValue = number | string | Span | Message;

/** A message that was read by a plan: its values by name, in the order of their bytes. */
export class Message {
  readonly plan: MessagePlan;
  readonly from: number;
  /** Of a message in the text form: settled when its end is reached. */
  to: number;
  /** The message it is in. */
  readonly parent: Message | undefined;
  /** How many fields of it no plan knows. */
  unknown = 0;
  /** Lists and texts that are longer than what was kept of them. */
  get cut(): Set<string> {
    return (this.#cut ??= new Set());
  }
  #cut: Set<string> | undefined;
  /** How many bytes the values of fields take that are not kept: of numbers, and of lists of them. */
  get skipped(): Map<string, number> {
    return (this.#skipped ??= new Map());
  }
  #skipped: Map<string, number> | undefined;
  readonly #values = new Map<string, MessageValue[]>();

  constructor(plan: MessagePlan, from: number, to: number, parent: Message | undefined) {
    this.plan = plan;
    this.from = from;
    this.to = to;
    this.parent = parent;
  }

  add(name: string, value: MessageValue): void {
    const list = this.#values.get(name);
    if (list === undefined) this.#values.set(name, [value]);
    else list.push(value);
  }

  count(name: string): number {
    return this.#values.get(name)?.length ?? 0;
  }

  /** The last one, which is the one that counts where a field is to be there once; "" where there is none. */
  text(name: string): string {
    const value = this.#values.get(name)?.at(-1);
    return typeof value === "string" ? value : "";
  }

  int(name: string): number | undefined {
    const value = this.#values.get(name)?.at(-1);
    return typeof value === "number" ? value : undefined;
  }

  span(name: string): Span | undefined {
    const value = this.#values.get(name)?.at(-1);
    return typeof value === "object" && !(value instanceof Message) ? value : undefined;
  }

  spans(name: string): readonly Span[] {
    return (this.#values.get(name) ?? []).filter(
      (value): value is Span => typeof value === "object" && !(value instanceof Message),
    );
  }

  texts(name: string): readonly string[] {
    return (this.#values.get(name) ?? []).filter((value) => typeof value === "string");
  }

  ints(name: string): readonly number[] {
    return (this.#values.get(name) ?? []).filter((value) => typeof value === "number");
  }

  messages(name: string): readonly Message[] {
    return (this.#values.get(name) ?? []).filter((value) => value instanceof Message);
  }

  message(name: string): Message | undefined {
    return this.messages(name).at(-1);
  }
}
