import type { FeatureRow, JsonObject } from "../../../contracts/index.ts";
import { arrayOf, objectOf, PartList, pointerTo, Uninspected } from "../../parts/index.ts";
import { tensorRows } from "../../predict/index.ts";
import { badRequest } from "../../problems/index.ts";
import type { RawRequest, ReadRequest } from "../dialect.ts";
import { endpointOf } from "./endpoints.ts";
import { readInstances } from "./instances.ts";
import { readTensor, refuseBinary } from "./tensor.ts";

/** Reads a request for predictions; see the Open Inference Protocol, "Inference Request JSON Object". */
export function readInferenceRequest(raw: RawRequest): ReadRequest {
  const endpoint = endpointOf(raw.method, raw.path);
  const list = new PartList();
  const uninspected = new Uninspected(raw.allowed);
  const features = endpoint === undefined || endpoint.kind === "describe" ? undefined : read(endpoint.kind);
  return {
    target: raw.path + raw.query,
    ...(endpoint?.model === undefined ? {} : { model: endpoint.model }),
    stream: false,
    maxOutputTokens: 0,
    parts: list.parts,
    tools: [],
    context: { instructions: [], userTexts: list.parts.map(({ text }) => text), tools: [] },
    ...(features === undefined ? {} : { features }),
    uninspected: [...uninspected.kinds],
    repeatable: true,
  };

  function read(kind: "infer" | "predict"): readonly FeatureRow[] {
    const body = objectOf(raw.body);
    if (body === undefined) throw badRequest("The body must be a JSON object.", "");
    const read = kind === "infer" ? ["id", "inputs", "outputs"] : ["instances", "inputs", "signature_name"];
    for (const [key, value] of Object.entries(body)) {
      if (!read.includes(key)) list.strings(value, pointerTo("", key), "input", "user");
    }
    return kind === "infer" ? readInputs(body, list) : readInstances(body, list, uninspected);
  }
}

function readInputs(body: JsonObject, list: PartList): readonly FeatureRow[] {
  const inputs = arrayOf(body["inputs"]);
  if (inputs === undefined) throw badRequest("`inputs` must be a list of tensors.", "/inputs");
  refuseBinary(body["parameters"], "");
  for (const [i, item] of (arrayOf(body["outputs"]) ?? []).entries()) {
    const { name: _name, ...rest } = objectOf(item) ?? {};
    refuseBinary(rest["parameters"], `/outputs/${i}`);
    list.strings(rest, `/outputs/${i}`, "input", "user");
  }
  const speaker = { stage: "input", role: "user" } as const;
  return tensorRows(inputs.map((item, i) => readTensor(item, `/inputs/${i}`, list, speaker)));
}
