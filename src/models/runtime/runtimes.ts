import { modelsErrors } from "../errors.ts";
import { interpreterOf } from "../interpreter/index.ts";
import { onnxRuntime, type OnnxRuntimeModule } from "./onnxruntime.ts";
import type { Runtime, RuntimeName } from "./runtime.ts";

/** The runtimes in the order in which they are tried: the fastest first. */
export const runtimeNames: readonly RuntimeName[] = ["onnxruntime-node", "onnxruntime-web", "interpreter"];

const loaded = new Map<RuntimeName, Promise<Runtime | undefined>>();

/** A runtime by name; undefined where it is not installed. Loads it at the first call, from the installed packages only. */
export function runtimeOf(name: RuntimeName): Promise<Runtime | undefined> {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const loading = load(name);
  loaded.set(name, loading);
  return loading;
}

async function load(name: RuntimeName): Promise<Runtime | undefined> {
  if (name === "interpreter") return interpreter;
  try {
    // The name is one of two of ours; a variable, because onnxruntime-node is never installed by us.
    const module: unknown = await import(name);
    return isOnnxRuntime(module) ? onnxRuntime(name, module) : undefined;
  } catch {
    return undefined;
  }
}

function isOnnxRuntime(module: unknown): module is OnnxRuntimeModule {
  return (
    typeof module === "object" &&
    module !== null &&
    "InferenceSession" in module &&
    "Tensor" in module &&
    "env" in module
  );
}

const interpreter: Runtime = {
  name: "interpreter",
  version: "",
  open: async (model) => {
    const run = interpreterOf(model);
    return {
      runtime: "interpreter",
      run: async (feeds, wanted) => run(feeds, wanted),
      close: () => Promise.resolve(),
    };
  },
};

/** @throws MODELS_NO_RUNTIME where a runtime that was named is not installed */
export async function namedRuntime(name: RuntimeName): Promise<Runtime> {
  const runtime = await runtimeOf(name);
  if (runtime === undefined)
    throw modelsErrors.noRuntime(
      `${name} is not installed.`,
      {},
      {
        remedy:
          name === "onnxruntime-node"
            ? "Install it beside Bartizan with ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node, or name none."
            : "Install it, or name none.",
      },
    );
  return runtime;
}
