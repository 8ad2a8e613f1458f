import type { ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { examinePickle } from "../pickle/examine-pickle.ts";

/**
 * The pickle of a PyTorch archive. Its bytes are those of any pickle; what is different is who reads it, so
 * it is examined for what `torch.load` makes of it as well. Only the layout of such an archive sends one here.
 */
export const format: ArtifactFormat = {
  id: "torch-pickle",
  title: "pickle of a PyTorch archive",
  about: "The objects of a PyTorch checkpoint, with references to storages that lie beside it.",
  extensions: [],
  rules: [],
  recognise: () => undefined,
  async examine(source: ByteSource, examination: Examination) {
    // What lies behind STOP is not read by PyTorch, and stays unexplained.
    const examined = await examinePickle(source, 0, examination, { torch: true });
    examination.fact(
      "imports",
      examined.imports
        .map(({ name }) => name)
        .slice(0, 40)
        .join(", "),
    );
    examination.fact("storages", examined.persistents);
    if (examined.fault !== undefined) throw examined.fault;
  },
};
