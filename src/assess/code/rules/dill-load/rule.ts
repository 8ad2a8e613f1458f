import type { CodeRule } from "../../contract/index.ts";
import { loadsCode, unpickles } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "dill-load",
  title: "Whole functions and classes are unpickled",
  severity: "high",
  remedy:
    "Keep code in the repository and load data only: import the function by its name, and its weights with `safetensors`.",
  check: unpickles({
    calls: [
      "dill.load",
      "dill.loads",
      "dill.load_session",
      "dill.load_module",
      "dill.Unpickler",
      "cloudpickle.load",
      "cloudpickle.loads",
      "cloudpickle.cloudpickle.loads",
      "ray.cloudpickle.load",
      "ray.cloudpickle.loads",
    ],
    ownBytes: ["dill.dumps", "cloudpickle.dumps", "cloudpickle.cloudpickle.dumps", "ray.cloudpickle.dumps"],
    says: ({ callee }) => `\`${callee}\` builds functions out of the bytes and runs whatever they ask for.`,
  }),
};
