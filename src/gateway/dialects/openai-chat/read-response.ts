import type { JsonObject, JsonValue } from "../../../contracts/index.ts";
import { openAiUsage } from "../../openai/index.ts";
import { arrayOf, objectOf, PartList, pointerTo, stringOf, Uninspected } from "../../parts/index.ts";
import { unreadableAnswer } from "../../problems/index.ts";
import type { ReadResponse, UninspectedKind } from "../dialect.ts";
import { calledFacts, callFacts, readCustomCall } from "./read-request.ts";

const identifiers = new Set(["finish_reason", "role", "id", "type"]);

/** Members of the body that hold identifiers and numbers. */
const facts = new Set("id object created model usage system_fingerprint service_tier provider".split(" "));

/** Reads a chat completion that came in one piece. */
export function readChatResponse(
  value: JsonValue | undefined,
  allowed: ReadonlySet<UninspectedKind>,
): ReadResponse {
  const body = objectOf(value);
  const choices = arrayOf(body?.["choices"]);
  if (body === undefined || choices === undefined) {
    throw unreadableAnswer("The upstream's answer is not a chat completion.");
  }
  const list = new PartList();
  const uninspected = new Uninspected(allowed, "answer");
  const echoes: string[] = [];
  for (const [i, choice] of choices.entries()) {
    const at = `/choices/${i}`;
    for (const [key, member] of Object.entries(objectOf(choice) ?? {})) {
      if (key === "message") readMessage(objectOf(member), `${at}/message`, list, uninspected);
      else if (key === "logprobs") echoes.push(`${at}/logprobs`);
      else if (identifiers.has(key)) list.identifiers(member, pointerTo(at, key), "output", "assistant");
      else list.strings(member, pointerTo(at, key), "output", "assistant", { skip: identifiers });
    }
  }
  for (const [key, member] of Object.entries(body)) {
    if (key === "choices") continue;
    if (facts.has(key)) list.identifiers(member, pointerTo("", key), "output", "assistant");
    else list.strings(member, pointerTo("", key), "output", "assistant", { skip: identifiers });
  }
  const usage = openAiUsage(body["usage"]);
  const model = stringOf(body["model"]);
  return {
    parts: list.parts,
    ...(usage === undefined ? {} : { usage }),
    ...(model === undefined ? {} : { model }),
    echoes,
    uninspected: [...uninspected.kinds],
  };
}

function readMessage(
  message: JsonObject | undefined,
  at: string,
  list: PartList,
  uninspected: Uninspected,
): void {
  if (message === undefined) throw unreadableAnswer("A choice of the upstream's answer has no message.");
  for (const [key, value] of Object.entries(message)) {
    const under = pointerTo(at, key);
    if (key === "tool_calls") readCalls(value, under, list);
    else if (key === "function_call") readOldCall(value, under, list);
    else if (key === "audio" && objectOf(value) !== undefined) {
      uninspected.pass("audio", under);
      list.text(
        `${under}/transcript`,
        "output",
        "assistant",
        stringOf(objectOf(value)?.["transcript"]) ?? "",
      );
    } else if (identifiers.has(key)) list.identifiers(value, under, "output", "assistant");
    else list.strings(value, under, "output", "assistant", { skip: identifiers });
  }
}

function readOldCall(value: JsonValue | undefined, at: string, list: PartList): void {
  if (value === null || value === undefined) return;
  const call = objectOf(value);
  if (call === undefined)
    throw unreadableAnswer("The function call of the upstream's answer is not an object.");
  readCall(call, at, "", list);
}

function readCalls(value: JsonValue | undefined, at: string, list: PartList): void {
  if (value === null || value === undefined) return;
  for (const [i, call] of (arrayOf(value) ?? [value]).entries()) {
    const object = objectOf(call);
    const id = stringOf(object?.["id"]) ?? "";
    const custom = objectOf(object?.["custom"]);
    // Anything that is not shaped as a call could say what nobody has looked at.
    if (object === undefined)
      throw unreadableAnswer("A tool call of the upstream's answer is not an object.");
    if (custom === undefined) readCall(objectOf(object["function"]), `${at}/${i}/function`, id, list);
    else readCustomCall(list, custom, `${at}/${i}/custom`, id, "output");
    const read = callFacts.filter(
      (key) => objectOf(object[key]) !== undefined || !(key === "function" || key === "custom"),
    );
    list.others(object, `${at}/${i}`, read, said);
  }
}

const said = { stage: "output", role: "assistant" } as const;

function readCall(call: JsonObject | undefined, at: string, id: string, list: PartList): void {
  if (call === undefined) return;
  list.others(call, at, calledFacts, said);
  const name = stringOf(call["name"]);
  const text = call["arguments"];
  if (name === undefined) throw unreadableAnswer("A tool call of the upstream's answer has no name.");
  if (typeof text === "string") list.toolCall(`${at}/arguments`, { id, name, arguments: text });
  else if (text !== undefined) list.toolCallValue(`${at}/arguments`, id, name, text);
}
