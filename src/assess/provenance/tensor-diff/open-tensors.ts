import { realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import {
  beginsAsSafetensors,
  FormatFault,
  fileSource,
  readSafetensors,
  type ByteSource,
} from "../../../formats/index.ts";
import { provenanceErrors } from "../errors.ts";
import { walkModel } from "../files/walk-model.ts";
import { onnxTensors } from "./onnx-tensors.ts";
import type { TensorPlace, TensorSet } from "./tensor.ts";

export interface OpenedTensors extends TensorSet {
  readonly format: "safetensors" | "onnx";
  close(): Promise<void>;
}

const mostTensors = 1_000_000;

/**
 * The tensors of a safetensors file, of a folder of safetensors shards, or of an ONNX model. Headers are read;
 * data stays on disk.
 *
 * @throws PROVENANCE_TENSORS_UNREADABLE: also where a header breaks a rule, since two readers would then see
 *   two models
 */
export async function openTensors(path: string): Promise<OpenedTensors> {
  const folder = await walkModel(path).catch((cause: unknown) => {
    throw unreadable(path, "The path does not exist or cannot be read.", cause);
  });
  const sources: ByteSource[] = [];
  const open = async (file: string): Promise<ByteSource> => {
    const source = await fileSource(file);
    sources.push(source);
    return source;
  };
  const close = async (): Promise<void> => void (await Promise.all(sources.map((source) => source.close())));
  try {
    const files = folder.single ? folder.files : folder.files.filter(({ name }) => isModel(name));
    const formats = new Set(files.map(({ name, path: file }) => formatOf(folder.single ? file : name)));
    if (files.length === 0) throw unreadable(path, "There is no safetensors or ONNX file in it.");
    if (formats.size > 1)
      throw unreadable(path, "It holds both safetensors and ONNX files: name one of them.");
    const tensors = new Map<string, TensorPlace>();
    const skipped: { name: string; why: string }[] = [];
    let format: OpenedTensors["format"] = "safetensors";
    for (const file of files) {
      const source = await open(file.path);
      const safe = beginsAsSafetensors(await source.read(0, 16));
      format = safe ? "safetensors" : "onnx";
      const found = safe
        ? await safetensors(source, file.path)
        : await onnxTensors(source, (name) => sibling(file.path, name, open));
      for (const tensor of found.tensors) {
        if (tensors.has(tensor.name))
          throw unreadable(file.path, `The tensor ${tensor.name} is there twice.`);
        tensors.set(tensor.name, tensor);
      }
      skipped.push(...found.skipped);
      if (tensors.size > mostTensors) throw unreadable(path, `It has more than ${mostTensors} tensors.`);
    }
    return { tensors, skipped, format, close };
  } catch (cause) {
    await close();
    if (cause instanceof FormatFault) throw unreadable(path, `It cannot be read: ${cause.message}.`, cause);
    throw cause;
  }
}

const isModel = (name: string): boolean => name.endsWith(".safetensors") || name.endsWith(".onnx");
const formatOf = (name: string): string => (name.endsWith(".onnx") ? "onnx" : "safetensors");

async function safetensors(
  source: ByteSource,
  path: string,
): Promise<{ tensors: TensorPlace[]; skipped: [] }> {
  const tensors: TensorPlace[] = [];
  await readSafetensors(source, {
    tensor: (tensor) => void tensors.push({ ...tensor, source }),
    fault: ({ name, why }) => {
      throw unreadable(path, `${name}: ${why}.`);
    },
  });
  return { tensors, skipped: [] };
}

/** A file that a model names, where it lies in the model's own folder. */
async function sibling(
  model: string,
  name: string,
  open: (file: string) => Promise<ByteSource>,
): Promise<ByteSource | undefined> {
  const folder = await realpath(dirname(model));
  const file = await realpath(join(folder, name)).catch(() => undefined);
  return file?.startsWith(folder + sep) === true ? open(file) : undefined;
}

function unreadable(file: string, message: string, cause?: unknown): Error {
  return provenanceErrors.tensorsUnreadable(message, { file }, cause === undefined ? {} : { cause });
}
