export { connectionProblem, type Answer, type AnswerHeaders, type BodySink } from "./attempt.ts";
export { Circuit, type CircuitOptions, type CircuitState } from "./circuit.ts";
export { retryAfterOf } from "./retry.ts";
export { ClientGone, Departure, send, type Sending, type Sent } from "./send.ts";
export { Upstream, type WireRequest } from "./upstream.ts";
