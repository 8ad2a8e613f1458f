import type { CodeRule } from "../../contract/index.ts";
import { loadsNative, loadsNativeCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsNative,
  id: "onnx-custom-operators",
  title: "ONNX Runtime is told to load a native library with operators",
  hazard: "custom-operator",
  remedy:
    "Take operators from a package that is pinned: `options.register_custom_ops_library(onnxruntime_extensions.get_library_path())`, and never a library that came with the model.",
  check: loadsNativeCode(
    ["**.register_custom_ops_library"],
    "The library runs with the rights of this process; one that came with a model is that model's code.",
  ),
};
