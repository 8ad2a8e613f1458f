import type { JsonObject } from "../../../../contracts/index.ts";
import { stringOf } from "../../../parts/index.ts";
import { HeldCall } from "../../../streams/index.ts";

/** How the call of a tool of the client is streamed. */
const callForms: Readonly<
  Record<
    string,
    { readonly member: "arguments" | "input"; readonly form: "json" | "text"; readonly name: string }
  >
> = {
  function_call: { member: "arguments", form: "json", name: "response.function_call_arguments" },
  custom_tool_call: { member: "input", form: "text", name: "response.custom_tool_call_input" },
};

/** An item of which nothing is sent before all of it was checked: a call, or what a tool of the provider did. */
export class HeldItem {
  readonly index: number;
  /** The item as it began. */
  start: JsonObject;
  readonly call: HeldCall | undefined;
  /** `<name>.delta` and `<name>.done` bring its arguments. */
  readonly eventName: string | undefined;
  readonly member: "arguments" | "input";
  #heard = false;
  /** The item as it ended. */
  done: JsonObject | undefined;
  /** Sent, or dropped. */
  settled = false;

  constructor(item: JsonObject, index: number) {
    this.index = index;
    this.start = item;
    const type = stringOf(item["type"]) ?? "";
    const form = Object.hasOwn(callForms, type) ? callForms[type] : undefined;
    this.eventName = form?.name;
    this.member = form?.member ?? "arguments";
    if (form === undefined) return;
    this.call = new HeldCall(`/output/${index}/${form.member}`, form.form);
    this.call.name = stringOf(item["name"]) ?? "";
    this.call.id = stringOf(item["call_id"]) ?? "";
    this.write(stringOf(item[form.member]) ?? "");
  }

  /** @returns false when the arguments do not end where they should */
  write(text: string): boolean {
    this.#heard ||= text !== "";
    return this.call?.write(text) ?? true;
  }

  /** The whole arguments, for a server that did not send them in pieces. */
  whole(text: string | undefined): boolean {
    return this.#heard || text === undefined ? true : this.write(text);
  }
}
