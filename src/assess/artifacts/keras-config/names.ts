import { standardLibrary } from "./standard-library.ts";

/** What a module named by a configuration is to a loader of Keras. */
export type ModuleKind = "keras" | "builtins" | "known" | "dangerous" | "foreign";

/** Parts of Keras with things to build models of. The rest of it has functions that read files and addresses. */
const kerasParts: ReadonlySet<string> = new Set([
  "activations",
  "applications",
  "backend",
  "callbacks",
  "constraints",
  "datasets",
  "distillation",
  "distribution",
  "dtype_policies",
  "engine",
  "initializers",
  "layers",
  "losses",
  "metrics",
  "mixed_precision",
  "models",
  "ops",
  "optimizers",
  "premade",
  "quantizers",
  "random",
  "regularizers",
]);

/** Classes of `keras` and `keras.utils` that a configuration may name. */
const kerasNames: ReadonlySet<string> = new Set(["FeatureSpace", "Cross", "Feature"]);

/** Libraries of layers that are made for Keras. */
const libraries: ReadonlySet<string> = new Set([
  "keras_hub",
  "keras_nlp",
  "keras_cv",
  "keras_rs",
  "keras_contrib",
  "tensorflow_addons",
  "tensorflow_hub",
  "tensorflow_probability",
  "tensorflow_decision_forests",
  "tensorflow_recommenders",
  "autokeras",
]);

/** Harmless things of `builtins`, and the marks by which Keras writes values. */
const builtins: ReadonlySet<string> = new Set([
  "bool",
  "bytes",
  "complex",
  "dict",
  "float",
  "frozenset",
  "int",
  "list",
  "set",
  "slice",
  "str",
  "tuple",
  "type",
  "NoneType",
  "function",
  "method",
]);

/** Names that do harm wherever they are found. */
const harmful: ReadonlySet<string> = new Set([
  "__import__",
  "breakpoint",
  "call_module",
  "check_call",
  "check_output",
  "compile",
  "delattr",
  "deserialize_keras_object",
  "enable_unsafe_deserialization",
  "eval",
  "exec",
  "execfile",
  "func_load",
  "get_file",
  "getattr",
  "globals",
  "import_module",
  "load_library",
  "load_op_library",
  "load_model",
  "locals",
  "model_from_json",
  "numpy_function",
  "open",
  "popen",
  "Popen",
  "py_func",
  "py_function",
  "read_file",
  "setattr",
  "system",
  "TorchModuleWrapper",
  "write_file",
]);

const last = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

export function isHarmfulName(name: string): boolean {
  return harmful.has(last(name)) || harmful.has(name);
}

export function isHarmlessBuiltin(name: string): boolean {
  return builtins.has(name);
}

/** What the module is, for something of this name in it. */
export function moduleKind(module: string, name: string): ModuleKind {
  const parts = module.split(".");
  const [first = ""] = parts;
  if (module === "builtins") return "builtins";
  if (first === "keras" || first === "tf_keras") return insideKeras(parts.slice(1), name);
  if (first === "tensorflow") {
    const at = parts.indexOf("keras");
    if (at > 0) return insideKeras(parts.slice(at + 1), name);
    // The rest of TensorFlow reads and writes files among much else.
    return parts.length === 1 || parts[1] === "nn" || parts[1] === "math" ? "known" : "dangerous";
  }
  if (libraries.has(first)) return "known";
  if (first === "collections" || first === "numpy") return name.includes("load") ? "dangerous" : "known";
  return standardLibrary.has(first) ? "dangerous" : "foreign";
}

function insideKeras(parts: readonly string[], name: string): ModuleKind {
  const inner = parts[0] === "src" || parts[0] === "api" || parts[0] === "_tf_keras" ? parts.slice(1) : parts;
  const [part] = inner[0] === "keras" ? inner.slice(1) : inner;
  if (part === undefined || kerasParts.has(part)) return "keras";
  return kerasNames.has(name) ? "keras" : "dangerous";
}
