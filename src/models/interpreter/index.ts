export {
  everyValueOf,
  interpreterOf,
  namesReadBy,
  unknownIn,
  type InterpreterOptions,
  type Values,
} from "./interpreter.ts";
