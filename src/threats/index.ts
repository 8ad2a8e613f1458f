export { threatsErrors } from "./errors.ts";
export { loadThreatRules, type ThreatRules } from "./rules/load.ts";
export { bandOf, modelThreats, openQuestions, type OpenQuestion } from "./model/model-threats.ts";
