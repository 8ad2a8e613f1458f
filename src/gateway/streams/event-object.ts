import type { JsonObject, JsonValue } from "../../contracts/index.ts";
import { objectOf } from "../parts/index.ts";
import { unreadableAnswer } from "../problems/index.ts";

/** The data of an event as a JSON object. @throws WireError when it is none */
export function eventObject(data: string): JsonObject {
  let value: JsonValue;
  try {
    // Safe: JSON.parse gives JSON.
    value = JSON.parse(data) as JsonValue;
  } catch (cause) {
    throw unreadableAnswer("An event of the upstream's stream is not JSON.", cause);
  }
  const object = objectOf(value);
  if (object === undefined) throw unreadableAnswer("An event of the upstream's stream is not a JSON object.");
  return object;
}
