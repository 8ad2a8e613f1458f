import type { JsonObject, JsonValue } from "../../../contracts/index.ts";
import { arrayOf, objectOf, PartList, pointerTo, stringOf } from "../../parts/index.ts";
import { scoresOf } from "../../predict/index.ts";
import { readAnswer, unreadableAnswer } from "../../problems/index.ts";
import type { ReadRequest, ReadResponse } from "../dialect.ts";
import { endpointOf } from "./endpoints.ts";
import { readTensor, type ReadTensor } from "./tensor.ts";

const identifiers = new Set(["model_name", "model_version", "id"]);
const identifiersOfV1 = new Set(["model_name", "model_version"]);
const speaker = { stage: "output", role: "assistant" } as const;

/** Reads the answer of a model server: tensors, predictions, or what it says of itself. */
export function readInferenceResponse(value: JsonValue | undefined, request: ReadRequest): ReadResponse {
  const [path = ""] = request.target.split("?");
  const list = new PartList();
  if (!path.endsWith("/infer") && !path.endsWith(":predict")) {
    // Readiness is said by the status alone.
    list.strings(value, "", speaker.stage, speaker.role);
    return { parts: list.parts, uninspected: [] };
  }
  const body = objectOf(value);
  if (body === undefined) throw unreadableAnswer("The upstream's answer is not a JSON object.");
  const v2 = endpointOf("POST", path)?.kind === "infer";
  const predictions = v2 ? readOutputs(body, list, request) : readPredictions(body, list);
  const model = stringOf(body["model_name"]);
  return {
    parts: list.parts,
    ...(predictions === undefined ? {} : { predictions }),
    ...(model === undefined ? {} : { model }),
    uninspected: [],
  };
}

function readOutputs(
  body: JsonObject,
  list: PartList,
  { features = [] }: ReadRequest,
): readonly (readonly number[])[] | undefined {
  const outputs = arrayOf(body["outputs"]);
  if (outputs === undefined) throw unreadableAnswer("The upstream's answer has no `outputs`.");
  readAround(body, list, identifiers, "outputs");
  const tensors = readAnswer(() =>
    outputs.map((item, i) => readTensor(item, `/outputs/${i}`, list, speaker)),
  );
  const fitting = tensors.filter(({ kind, shape }) => kind !== "text" && shape[0] === features.length);
  // Scores are fractions; a label is a whole number.
  const scores = fitting.find(({ kind }) => kind === "float") ?? fitting[0];
  return scores === undefined ? undefined : rowsOf(scores);
}

function rowsOf({ shape, values }: ReadTensor): readonly (readonly number[])[] {
  const rows = shape[0] ?? 0;
  const size = rows === 0 ? 0 : values.length / rows;
  return Array.from({ length: rows }, (_, row) => values.slice(row * size, (row + 1) * size).map(Number));
}

function readPredictions(body: JsonObject, list: PartList): readonly (readonly number[])[] | undefined {
  const given = body["predictions"] ?? body["outputs"];
  if (given === undefined) throw unreadableAnswer("The upstream's answer has no `predictions`.");
  readAround(body, list, identifiersOfV1);
  const rows = (arrayOf(given) ?? []).map(scoresOf);
  const scores = rows.filter((row) => row !== undefined);
  return scores.length === rows.length && rows.length > 0 ? scores : undefined;
}

/** Every text of a body; of its `facts` only what is not shaped like one. `read` was read in its own way. */
function readAround(body: JsonObject, list: PartList, facts: ReadonlySet<string>, read?: string): void {
  for (const [key, value] of Object.entries(body)) {
    if (key === read) continue;
    if (facts.has(key)) list.identifiers(value, pointerTo("", key), speaker.stage, speaker.role);
    else list.strings(value, pointerTo("", key), speaker.stage, speaker.role);
  }
}
