export interface Endpoint {
  readonly kind: "infer" | "predict" | "describe";
  readonly model?: string;
}

const name = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
const infer = new RegExp(`^/v2/models/(${name})(?:/versions/${name})?/infer$`);
const predict = new RegExp(`^/v1/models/(${name})(?:/versions/${name})?:predict$`);
const model = new RegExp(`^/v2/models/(${name})(?:/versions/${name})?(?:/ready)?$`);
const server = /^\/v2(?:\/health\/(?:live|ready))?$/;

/** What is asked of a model server, or undefined when it is nothing known. */
export function endpointOf(method: string, path: string): Endpoint | undefined {
  if (method === "POST") {
    const [, inferring] = infer.exec(path) ?? [];
    if (inferring !== undefined) return { kind: "infer", model: inferring };
    const [, predicting] = predict.exec(path) ?? [];
    return predicting === undefined ? undefined : { kind: "predict", model: predicting };
  }
  if (method !== "GET") return undefined;
  if (server.test(path)) return { kind: "describe" };
  const [, described] = model.exec(path) ?? [];
  return described === undefined ? undefined : { kind: "describe", model: described };
}
