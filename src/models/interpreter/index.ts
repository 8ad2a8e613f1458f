export { everyValueOf, interpreterOf, namesReadBy, type Values } from "./interpreter.ts";
