export { connectionProblem, type Answer, type AnswerHeaders, type BodySink } from "./attempt.ts";
export { ClientGone, Departure, send, type Sent } from "./send.ts";
export { Upstream } from "./upstream.ts";
