import type { FeatureRow, JsonObject, JsonValue } from "../../../contracts/index.ts";
import { arrayOf, objectOf, pointerTo, type PartList, type Uninspected } from "../../parts/index.ts";
import { rowOf } from "../../predict/index.ts";
import { badRequest } from "../../problems/index.ts";

/**
 * Reads the instances of the v1 protocol: `instances`, one per row, or `inputs`, one list per feature.
 *
 * @throws WireError when there are neither
 */
export function readInstances(
  body: JsonObject,
  list: PartList,
  uninspected: Uninspected,
): readonly FeatureRow[] {
  const instances = arrayOf(body["instances"]);
  if (instances !== undefined) {
    readTexts(instances, "/instances", list, uninspected);
    return instances.map(rowOf);
  }
  const { inputs } = body;
  if (inputs === undefined || inputs === null) {
    throw badRequest("The body must have `instances` or `inputs`.", "/instances");
  }
  readTexts(inputs, "/inputs", list, uninspected);
  return rowsOfColumns(inputs);
}

function rowsOfColumns(inputs: JsonValue): readonly FeatureRow[] {
  const columns = objectOf(inputs);
  if (columns === undefined) return (arrayOf(inputs) ?? [inputs]).map(rowOf);
  const lists = Object.entries(columns).map(([key, column]) => [key, arrayOf(column)] as const);
  const length = lists[0]?.[1]?.length;
  if (length === undefined || lists.some(([, column]) => column?.length !== length)) return [rowOf(columns)];
  return Array.from({ length }, (_, row) =>
    rowOf(Object.fromEntries(lists.map(([key, column]) => [key, column?.[row] ?? null]))),
  );
}

/** Every text; `{"b64": …}` holds bytes, into which nobody can look. */
function readTexts(value: JsonValue, at: string, list: PartList, uninspected: Uninspected): void {
  if (typeof value === "string") list.text(at, "input", "user", value);
  else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) readTexts(item as JsonValue, `${at}/${i}`, list, uninspected);
  } else {
    const object = objectOf(value) ?? {};
    if (typeof object["b64"] === "string") uninspected.pass("file", at);
    for (const [key, item] of Object.entries(object)) {
      if (key !== "b64" || typeof item !== "string")
        readTexts(item ?? null, pointerTo(at, key), list, uninspected);
    }
  }
}
