import type { JsonValue } from "../../contracts/index.ts";
import { objectOf } from "../parts/index.ts";

/** Asks for the chunk with token counts at the end of a stream; undefined when the client did. */
export function askForUsage(body: JsonValue): JsonValue | undefined {
  const object = objectOf(body);
  const options = objectOf(object?.["stream_options"]);
  if (object === undefined || options?.["include_usage"] === true) return undefined;
  return { ...object, stream_options: { ...options, include_usage: true } };
}
