import { entitiesOf } from "../understand/entities.ts";
import { fold, tokenize } from "../understand/words.ts";
import type { ChatRequest, ClientTool } from "./request.ts";

export interface ClientCall {
  readonly id: string;
  readonly name: string;
  /** JSON text, as models write it. */
  readonly arguments: string;
}

/**
 * The call of a tool that the *client* offers, when the newest message asks for it by the words of its
 * name. Mira's own tools are not offered to clients; this is for protocol realism.
 */
export function clientCall({ tools, messages }: ChatRequest): ClientCall | undefined {
  const last = messages.at(-1);
  if (last?.role !== "user") return undefined;
  const words = new Set(tokenize(last.text).map(({ word }) => word));
  const wanted = tools.find(
    ({ name }) => words.has(fold(name)) || wordsOf(name).every((word) => words.has(word)),
  );
  if (wanted === undefined) return undefined;
  return {
    id: `call_${wanted.name.slice(0, 24)}_${messages.length}`,
    name: wanted.name,
    arguments: argumentsFor(wanted, last.text),
  };
}

const wordsOf = (name: string): string[] =>
  fold(name.replaceAll(/([a-z])([A-Z])/g, "$1 $2"))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/** Fills each parameter with the thing of the text that its name speaks of. */
function argumentsFor({ parameters }: ClientTool, text: string): string {
  const things = entitiesOf(tokenize(text));
  const value = (parameter: string): string | number => {
    const name = parameter.toLowerCase();
    if (name.includes("amount") || name.includes("limit")) return things.amounts[0] ?? 0;
    if (name.includes("mail")) return things.mails[0] ?? "";
    if (name.includes("url") || name.includes("link")) return things.urls[0] ?? "";
    if (name.includes("card")) return things.cards[0] ?? "";
    if (name.includes("account") || name === "to" || name === "payee") return things.accounts[0] ?? "";
    return text.slice(0, 200);
  };
  return JSON.stringify(Object.fromEntries(parameters.map((parameter) => [parameter, value(parameter)])));
}
