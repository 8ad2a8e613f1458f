export { literalAutomaton, type LiteralAutomaton } from "./literal-automaton.ts";
export { compileProgram, type Program } from "./program.ts";
