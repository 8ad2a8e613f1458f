import type { CodeRule } from "../../contract/index.ts";
import { loadsNative, loadsNativeCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsNative,
  id: "torch-native-library",
  title: "A native library is loaded into PyTorch from outside of the package",
  hazard: "native-code",
  remedy:
    'Build the operators as part of the package and load them from there: `torch.ops.load_library(Path(__file__).parent / "ops.so")`.',
  check: loadsNativeCode(
    ["torch.ops.load_library", "torch.classes.load_library", "torch._ops.ops.load_library"],
    "The library runs with the rights of this process as soon as it is loaded.",
  ),
};
