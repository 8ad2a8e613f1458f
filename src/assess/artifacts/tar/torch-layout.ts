import { FormatFault, readTar, type ByteSource } from "../../../formats/index.ts";

/** What each member that PyTorch opens by its name is read as. */
const readers: ReadonlyMap<string, string> = new Map([
  ["storages", "torch-tar-storages"],
  ["tensors", "torch-tar-tensors"],
  ["pickle", "torch-pickle"],
]);

/**
 * Which members PyTorch reads of an archive that version 0.1 wrote, and as what. `torch.load` still tries every file
 * as one: it takes the members by their names and looks at nothing else. Empty where one of the three is not there.
 *
 * Source: torch/serialization.py, `_legacy_load`.
 */
export async function torchMembers(source: ByteSource): Promise<ReadonlyMap<string, string>> {
  const found = new Set<string>();
  try {
    for await (const { name } of readTar(source)) {
      if (readers.has(name)) found.add(name);
      if (found.size === readers.size) return readers;
    }
  } catch (cause) {
    // Whoever examines the entries comes upon it too, and says so.
    if (!(cause instanceof FormatFault)) throw cause;
  }
  return new Map();
}
