export { connectEndpoint } from "./connect-endpoint.ts";
export { AnswerProblem, type PredictDialect, type Told } from "./dialect.ts";
export { endpointFields } from "./fields.ts";
export { namedRows, namesOf, nestedRows } from "./nested.ts";
