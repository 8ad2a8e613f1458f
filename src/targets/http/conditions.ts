import type { JsonValue } from "../../contracts/index.ts";
import { canonicalJson, jsonPath } from "../../formats/index.ts";
import type { Condition } from "./config.ts";

/** Whether an answer meets a condition: the value at the path is the one named, or one of the list named. */
export function meets(condition: Condition, answer: JsonValue): boolean {
  const found = jsonPath(condition.path).first(answer);
  if (found === undefined) return false;
  const wanted = condition.equals;
  return same(found, wanted) || (Array.isArray(wanted) && wanted.some((value) => same(found, value)));
}

const same = (a: JsonValue, b: JsonValue): boolean =>
  a === b || (typeof a === "object" && typeof b === "object" && canonicalJson(a) === canonicalJson(b));
