import type { JsonObject } from "../../contracts/index.ts";
import { arrayOf, type PartList, type Uninspected } from "../parts/index.ts";
import { badRequest } from "../problems/index.ts";

/** A text, a list of texts, or token numbers, into which nobody can look. */
export function readPrompts(body: JsonObject, key: string, list: PartList, uninspected: Uninspected): void {
  const value = body[key];
  if (typeof value === "string") list.text(`/${key}`, "input", "user", value);
  else {
    const items = arrayOf(value);
    if (items === undefined) throw badRequest(`\`${key}\` must be text or a list.`, `/${key}`);
    for (const [i, item] of items.entries()) {
      if (typeof item === "string") list.text(`/${key}/${i}`, "input", "user", item);
      else {
        uninspected.pass("unknown", `/${key}/${i}`);
        list.strings(item, `/${key}/${i}`, "input", "user");
      }
    }
  }
}
