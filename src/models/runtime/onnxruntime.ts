import { modelsErrors } from "../errors.ts";
import type { Values } from "../interpreter/index.ts";
import { toInt64 } from "../onnx/index.ts";
import {
  elementOfCode,
  isFloat,
  sizeOf,
  zeros,
  type Numbers,
  type NumberType,
  type Tensor,
} from "../tensor/index.ts";
import type { Runtime, RuntimeName, Session } from "./runtime.ts";

/** What is used of `onnxruntime-web` and `onnxruntime-node`, which offer the same. */
export interface OnnxRuntimeModule {
  readonly env: {
    logLevel?: string;
    readonly wasm?: { numThreads?: number; proxy?: boolean };
    readonly versions?: { readonly common?: string };
  };
  readonly InferenceSession: {
    create(bytes: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<OrtSession>;
  };
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => OrtTensor;
}
interface OrtTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}
interface OrtSession {
  readonly outputNames: readonly string[];
  run(feeds: Record<string, OrtTensor>, fetches?: readonly string[]): Promise<Record<string, OrtTensor>>;
  release(): Promise<void>;
}

/**
 * ONNX Runtime as it comes from npm. One thread: results are then the same on every machine, and models small
 * enough to be attacked by the thousand rows are faster so.
 */
export function onnxRuntime(name: Exclude<RuntimeName, "interpreter">, ort: OnnxRuntimeModule): Runtime {
  ort.env.logLevel = "error";
  if (ort.env.wasm !== undefined) {
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.proxy = false;
  }
  return {
    name,
    version: ort.env.versions?.common ?? "",
    open: async (_model, bytes) => {
      const session = await ort.InferenceSession.create(bytes(), {
        executionProviders: [name === "onnxruntime-web" ? "wasm" : "cpu"],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
      }).catch((cause: unknown) => {
        throw modelsErrors.noRuntime(`${name} does not take the model: ${messageOf(cause)}`, {}, { cause });
      });
      return sessionOf(name, ort, session);
    },
  };
}

function sessionOf(name: RuntimeName, ort: OnnxRuntimeModule, session: OrtSession): Session {
  return {
    runtime: name,
    run: async (feeds, wanted = session.outputNames) => {
      const given: Record<string, OrtTensor> = Object.create(null) as Record<string, OrtTensor>;
      for (const [of, tensor] of feeds) given[of] = toOrt(ort, tensor);
      const results = await session.run(given, wanted).catch((cause: unknown) => {
        throw modelsErrors.runFailed(`${name}: ${messageOf(cause)}`, {}, { cause });
      });
      return new Map(
        wanted.map((of) => [of, fromOrt(of, results[of])] satisfies [string, Tensor]),
      ) satisfies Values;
    },
    close: () => session.release(),
  };
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function toOrt(ort: OnnxRuntimeModule, tensor: Tensor): OrtTensor {
  const { type, shape } = tensor;
  if (tensor.type === "string") return new ort.Tensor("string", tensor.data, shape);
  const { data } = tensor;
  if (type === "float32")
    return new ort.Tensor(type, data instanceof Float32Array ? data : Float32Array.from(data), shape);
  if (type === "int64") return new ort.Tensor(type, BigInt64Array.from(data, toInt64), shape);
  if (type === "float64") return new ort.Tensor(type, Float64Array.from(data), shape);
  if (type === "uint64" || type === "float16")
    throw modelsErrors.wrongInput(`A model whose input is ${type} is run by the interpreter only.`);
  return new ort.Tensor(type, data, shape);
}

function fromOrt(name: string, tensor: OrtTensor | undefined): Tensor {
  const type = tensor?.type === "string" ? "string" : numberType(tensor?.type ?? "");
  if (tensor === undefined || type === undefined)
    throw modelsErrors.wrongOutput(`The output \`${name}\` is not a tensor of numbers or texts.`);
  // Safe: the runtime types its data by the tensor's type.
  if (type === "string") return { type, shape: tensor.dims, data: tensor.data as readonly string[] };
  const data = tensor.data;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    const made = zeros(type, tensor.dims);
    for (let i = 0; i < data.length; i++) made.data[i] = Number(data[i]);
    return made;
  }
  // Safe, as above; a copy, because the runtime's memory may move when it grows.
  const numbers = (data as Numbers).slice();
  const isReal = numbers instanceof Float32Array || numbers instanceof Float64Array;
  if (numbers.length !== sizeOf(tensor.dims) || isFloat(type) !== isReal)
    throw modelsErrors.runFailed(`The output \`${name}\` came back in a form that is not known.`);
  return { type, shape: tensor.dims, data: numbers };
}

function numberType(name: string): NumberType | undefined {
  for (let code = 1; code <= 13; code++) {
    const type = elementOfCode(code);
    if (type === name && type !== "string") return type;
  }
  return undefined;
}
