export { patternsErrors } from "./errors.ts";
export { literalAutomaton, type LiteralAutomaton } from "./literal-automaton.ts";
export { createPatternSet, type PatternRule } from "./pattern-set.ts";
export { compileProgram, type Program } from "./program.ts";
export { patternLimits, safeProgram } from "./safe-program.ts";
