import type { CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "keras-unsafe-deserialization",
  title: "Keras is told to run code of every model that is loaded from here on",
  severity: "high",
  hazard: "keras-lambda",
  remedy:
    "Take the call out. Where one model of your own needs a `Lambda`, make a layer of it and register it: `@keras.saving.register_keras_serializable()`.",
  check: dangerousCalls([
    {
      calls: ["**keras.config.enable_unsafe_deserialization", "keras.src.**.enable_unsafe_deserialization"],
      says: "It switches safe mode off for the whole process, not for one model.",
    },
  ]),
};
