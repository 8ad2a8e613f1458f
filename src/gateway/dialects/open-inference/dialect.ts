import { badRequest } from "../../problems/index.ts";
import type { Dialect } from "../dialect.ts";
import { endpointOf } from "./endpoints.ts";
import { inferenceError } from "../../predict/index.ts";
import { readInferenceRequest } from "./read-request.ts";
import { readInferenceResponse } from "./read-response.ts";

export const dialect: Dialect = {
  id: "open-inference",
  about: "Models that predict, behind the Open Inference Protocol (KServe v2) or the older v1 protocol.",
  upstream: "open-inference",
  operation: "predict",
  match: (method, path) => endpointOf(method, path) !== undefined,
  readHead: (headers) => {
    if (headers["inference-header-content-length"] === undefined) return;
    throw badRequest("Tensors are taken as JSON only: the binary tensor extension cannot be inspected.");
  },
  readRequest: readInferenceRequest,
  readResponse: readInferenceResponse,
  problem: inferenceError,
};
