import { runPickle, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { examinePickle } from "../pickle/examine-pickle.ts";

/** Names that the unpickler of TorchScript knows. It is written in C++ and imports nothing. */
const known: ReadonlySet<string> = new Set([
  "collections.OrderedDict",
  "torch.device",
  "torch._utils._rebuild_tensor_v2",
  "torch._utils._rebuild_tensor_v3",
  "torch._utils._rebuild_qtensor",
  "torch._utils._rebuild_sparse_tensor",
  "torch._utils._rebuild_meta_tensor_no_storage",
]);
const families = ["__torch__.", "torch.jit._pickle.", "torch.distributed.rpc.", "torch.jit._"];

/**
 * A pickle of a TorchScript archive. Names in it are of the classes in the archive's own code, not of Python's
 * modules. One that has other names is examined as a pickle of Python.
 *
 * Source: torch/csrc/jit/serialization/unpickler.cpp, `Unpickler::readGlobal`.
 */
export const format: ArtifactFormat = {
  id: "torchscript-pickle",
  title: "pickle of a TorchScript archive",
  about: "The attributes and constants of a compiled PyTorch model.",
  extensions: [],
  rules: [],
  recognise: () => undefined,
  async examine(source: ByteSource, examination: Examination) {
    let foreign = 0;
    let extensions = 0;
    const names: string[] = [];
    const run = await runPickle(
      source,
      0,
      {
        global(machine, id) {
          const name = machine.globals.list[id]?.name;
          const full = name === undefined ? "?" : `${name.module}.${name.name}`;
          if (!isKnown(full)) foreign += 1;
          else if (names.length < 40) names.push(full);
          return false;
        },
        extension: () => (extensions += 1),
      },
      { signal: examination.signal },
    );
    if (foreign + extensions > 0 || run.fault !== undefined) {
      const { fault } = await examinePickle(source, 0, examination, { torch: true });
      if (fault !== undefined) throw fault;
      return;
    }
    examination.claim(0, run.end, "pickle");
    examination.fact("imports", names.join(", "));
  },
};

function isKnown(name: string): boolean {
  const isStorage = name.startsWith("torch.") && name.endsWith("Storage") && name.split(".").length <= 3;
  return isStorage || known.has(name) || families.some((family) => name.startsWith(family));
}
