import type { Values } from "../interpreter/index.ts";
import type { Model } from "../onnx/index.ts";

export type RuntimeName = "onnxruntime-node" | "onnxruntime-web" | "interpreter";

/** A model that is ready to run. */
export interface Session {
  readonly runtime: RuntimeName;
  /** Values of the outputs by name, all of them where none is named. @throws MODELS_RUN_FAILED */
  run(feeds: Values, wanted?: readonly string[]): Promise<Values>;
  /** Frees what the runtime holds. */
  close(): Promise<void>;
}

/** Something that runs models. */
export interface Runtime {
  readonly name: RuntimeName;
  readonly version: string;
  /** @param bytes the model as a file, which the interpreter does not need */
  open(model: Model, bytes: () => Uint8Array): Promise<Session>;
}
