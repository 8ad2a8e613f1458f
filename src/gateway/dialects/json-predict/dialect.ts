import type { JsonValue } from "../../../contracts/index.ts";
import { PartList } from "../../parts/index.ts";
import { inferenceError, scoresOf } from "../../predict/index.ts";
import { problem, unreadableAnswer, WireError } from "../../problems/index.ts";
import type { Dialect, ReadResponse } from "../dialect.ts";
import { readPredictRequest } from "./read-request.ts";
import { endpointsOf, type Endpoint } from "./settings.ts";

const settings: Pick<Dialect, "id" | "about" | "upstream" | "operation" | "problem"> = {
  id: "json-predict",
  about: "Models that predict and speak a JSON of their own, read by paths from the configuration.",
  upstream: "predict",
  operation: "predict",
  problem: inferenceError,
};

/** What an endpoint's answer says: every text is inspected; a row without scores makes it unreadable. */
function readAnswer(value: JsonValue | undefined, { predictions }: Endpoint): ReadResponse {
  if (value === undefined) throw unreadableAnswer("The upstream's answer is empty.");
  const list = new PartList();
  list.strings(value, "", "output", "assistant");
  if (predictions === undefined) return { parts: list.parts, uninspected: [] };
  const matches = predictions.all(value);
  const scores = matches.flatMap((match) => {
    const row = scoresOf(match);
    return row === undefined ? [] : [row];
  });
  if (scores.length === 0 || scores.length !== matches.length) {
    throw unreadableAnswer(`The upstream's answer holds no scores at \`${predictions.source}\`.`);
  }
  return { parts: list.parts, predictions: scores, uninspected: [] };
}

function withEndpoints(endpoints: readonly Endpoint[]): Dialect {
  const byPath = new Map(endpoints.map((endpoint) => [endpoint.path, endpoint]));
  /** By what a request goes to, since an answer knows no more than its request. */
  const asked = new WeakMap<object, Endpoint>();
  return {
    ...settings,
    configure: (value) => withEndpoints(endpointsOf(value)),
    match: (method, path) => method === "POST" && byPath.has(path),
    readRequest(raw) {
      const endpoint = byPath.get(raw.path);
      if (endpoint === undefined) throw new WireError(problem("not-found", "There is no such endpoint."));
      const request = readPredictRequest(raw, endpoint);
      asked.set(request, endpoint);
      return request;
    },
    readResponse(value, request) {
      const endpoint = asked.get(request);
      if (endpoint === undefined) throw unreadableAnswer("The answer belongs to no endpoint.");
      return readAnswer(value, endpoint);
    },
  };
}

/**
 * Without settings it answers at no address.
 *
 * @example
 * gateway:
 *   dialects:
 *     json-predict:
 *       endpoints:
 *         - path: /score/credit
 *           model: credit
 *           request: { rows: "$.applicants[*]", texts: [{ path: "$.letter", as: document }] }
 *           response: { predictions: "$.results[*].probabilities" }
 */
export const dialect: Dialect = withEndpoints([]);
