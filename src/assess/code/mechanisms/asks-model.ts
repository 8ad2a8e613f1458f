import type { CallFact, CodeFile, FunctionFact } from "../contract/index.ts";
import { standardRegistry } from "../registry/registry.ts";

/** Calls that set a model up and do not ask it: `pydantic_ai.Agent(…)`, `GenerateContentConfig(…)`. */
const setsUp = /(?:^|\.)[A-Z][A-Za-z]*$/;

/** Is a model asked here, whatever the framework? */
export const asksModel = (call: CallFact): boolean =>
  !setsUp.test(call.callee) && standardRegistry().models.find(call.callee).length > 0;

export const modelCallsIn = (file: CodeFile, inside: FunctionFact): readonly CallFact[] =>
  file.calls.filter((call) => call.inside === inside && asksModel(call));

/** Does one stretch of the text lie in another? */
export const within = (inner: CallFact["at"], outer: CallFact["at"]): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;
