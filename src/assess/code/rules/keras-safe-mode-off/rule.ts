import { isFalse, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "keras-safe-mode-off",
  title: "A Keras model may bring code with it, because safe mode is off",
  severity: "high",
  hazard: "keras-lambda",
  remedy:
    "Leave `safe_mode` at `True`: `keras.models.load_model(path)`. Write a layer of your own instead of `Lambda` and name it in `custom_objects`.",
  check: dangerousCalls([
    {
      calls: [
        "**keras.models.load_model",
        "**keras.saving.load_model",
        "**keras.layers.deserialize",
        "**keras.saving.deserialize_keras_object",
        "**keras.models.model_from_json",
        "**keras.models.clone_model",
        "**.from_config",
      ],
      argument: "safe_mode",
      when: isFalse,
      says: "`safe_mode=False` runs the code of `Lambda` layers that the file brings.",
    },
  ]),
};
