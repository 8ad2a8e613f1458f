import type { CodeRule } from "../../contract/index.ts";
import { loadsNative, loadsNativeCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsNative,
  id: "tensorflow-native-library",
  title: "A native library is loaded into TensorFlow from outside of the package",
  hazard: "native-code",
  remedy:
    'Ship the operators with the package and load them from there: `tf.load_op_library(os.path.join(os.path.dirname(__file__), "ops.so"))`.',
  check: loadsNativeCode(
    [
      "tensorflow.load_op_library",
      "tensorflow.load_library",
      "tensorflow.experimental.load_pluggable_device_library",
      "tensorflow.compat.v1.load_op_library",
      "tensorflow.compat.v1.load_library",
      "tensorflow.python.framework.load_library.load_op_library",
    ],
    "The library runs with the rights of this process as soon as it is loaded.",
  ),
};
