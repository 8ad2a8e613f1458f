import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, normalize, relative, sep } from "node:path";
import { readBounded } from "../../formats/index.ts";
import { modelsErrors } from "../errors.ts";
import { decodeModel, encodeModel, type ExternalDataReader, type Model } from "../onnx/index.ts";
import type { Runtime, RuntimeName, Session } from "./runtime.ts";
import { namedRuntime, runtimeNames, runtimeOf } from "./runtimes.ts";

export interface OpenOptions {
  /** Which runtime to use. One that is named is used or refused, never silently replaced. */
  readonly runtime?: RuntimeName;
  /** Gives weights that are in other files; of a path, files of its own folder are read when absent. */
  readonly externalData?: ExternalDataReader;
}

/** A model that was read and is ready to run. Close it when done. */
export interface OpenModel extends Session {
  readonly model: Model;
  /** Opens another model, such as one of its gradients, on the same runtime. */
  openBeside(model: Model): Promise<Session>;
  /** Which runtimes were tried before and why they do not run it. */
  readonly notes: readonly string[];
}

const mostBytes = 2 ** 31;

/**
 * Reads an ONNX model and makes it ready on the first runtime that takes it: `onnxruntime-node` where the user
 * installed it, `onnxruntime-web`, the interpreter.
 *
 * @throws MODELS_NOT_READABLE, MODELS_EXTERNAL_DATA, MODELS_NO_RUNTIME, MODELS_UNSUPPORTED_OPERATOR, FORMATS_NOT_FOUND
 * @example
 * const open = await openModel("fraud.onnx");
 * const answer = await open.run(new Map([["x", tensorOf("float32", [1, 30], row)]]));
 * await open.close();
 */
export async function openModel(source: string | Uint8Array, options: OpenOptions = {}): Promise<OpenModel> {
  const bytes = typeof source === "string" ? await readBounded(source, mostBytes) : source;
  const beside = typeof source === "string" ? besideReader(dirname(source)) : undefined;
  const reader = options.externalData ?? beside;
  let usesOther = false;
  const model = await decodeModel(bytes, reader && ((...where) => ((usesOther = true), reader(...where))));
  // Runtimes get weights of other files inside of the model: they read no files themselves.
  return openDecoded(model, () => (usesOther ? encodeModel(model) : bytes), options.runtime);
}

/** The same for a model that is a graph already. */
export async function openGraph(
  model: Model,
  options: Pick<OpenOptions, "runtime"> = {},
): Promise<OpenModel> {
  return openDecoded(model, () => encodeModel(model), options.runtime);
}

async function openDecoded(
  model: Model,
  bytes: () => Uint8Array,
  named: RuntimeName | undefined,
): Promise<OpenModel> {
  refuseForeign(model);
  if (named !== undefined) {
    const runtime = await namedRuntime(named);
    return opened(model, runtime, await runtime.open(model, bytes), []);
  }
  const notes: string[] = [];
  let last: unknown;
  for (const name of runtimeNames) {
    const runtime = await runtimeOf(name);
    if (runtime === undefined) continue;
    try {
      return opened(model, runtime, await runtime.open(model, bytes), notes);
    } catch (cause) {
      last = cause;
      notes.push(cause instanceof Error ? cause.message : String(cause));
    }
  }
  throw last;
}

function opened(model: Model, runtime: Runtime, session: Session, notes: readonly string[]): OpenModel {
  return { ...session, model, notes, openBeside: (other) => runtime.open(other, () => encodeModel(other)) };
}

const knownDomains: ReadonlySet<string> = new Set(["", "ai.onnx.ml"]);

/** Operators of domains beyond ONNX's are code of somebody else's library: none is loaded. */
function refuseForeign({ graph }: Model): void {
  const foreign = graph.nodes.find(({ domain }) => !knownDomains.has(domain));
  if (foreign !== undefined)
    throw modelsErrors.unsupportedOperator(
      `${foreign.domain}.${foreign.op} is not an operator of ONNX, and libraries of others are not loaded.`,
    );
}

/**
 * Reads files of the model's own folder, by names that stay in it; a link that leads out of it is not followed, since
 * whoever gave the folder could have any file of this machine told as weights.
 */
function besideReader(folder: string): ExternalDataReader {
  return async (location, offset, length) => {
    const path = normalize(location);
    if (isAbsolute(path) || leaves(path) || location.includes("\\") || location.includes("\0"))
      throw modelsErrors.externalData(
        `The weights are said to be in \`${location}\`, outside of the model's folder.`,
      );
    const named = join(folder, path);
    // A file that is not there is said to be so by the reading below.
    const real = await realpath(named).catch(() => named);
    if (real !== named && leaves(relative(await realpath(folder), real)))
      throw modelsErrors.externalData(
        `The weights are said to be in \`${location}\`, which is a link to a file outside of the model's folder.`,
        {},
        { remedy: "Put a copy of the file in place of the link." },
      );
    const bytes = await readBounded(real, mostBytes);
    const end = length === undefined ? bytes.length : offset + length;
    if (end > bytes.length)
      throw modelsErrors.externalData(`The file ${location} ends before byte ${end}, where the weights do.`);
    return bytes.subarray(offset, end);
  };
}

const leaves = (path: string): boolean => path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
