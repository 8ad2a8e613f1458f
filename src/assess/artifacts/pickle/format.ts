import { couldBePickle, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination, Probe } from "../artifact-format.ts";
import { examinePickles } from "./examine-pickle.ts";
import { pickleRules } from "./rules.ts";
import { examineTorchStream, isTorchStream } from "./torch-stream.ts";

/** Pickles of all protocols, several in a row, with joblib's arrays inside, and PyTorch's old streams. */
export const format: ArtifactFormat = {
  id: "pickle",
  title: "Python pickle",
  about: "Objects of Python written as instructions, by pickle, joblib and old versions of PyTorch.",
  extensions: [".pkl", ".pickle", ".p", ".joblib", ".dill", ".pck", ".pcl", ".dat"],
  rules: Object.values(pickleRules),
  recognise: ({ source, head }: Probe) => couldBePickle(source, head),
  async examine(source: ByteSource, examination: Examination) {
    if (isTorchStream(await source.read(0, 32))) {
      await examineTorchStream(source, examination);
      return;
    }
    const examined = await examinePickles(source, 0, examination);
    const [first] = examined;
    if (first === undefined) return;
    examination.fact("protocol", first.run.protocol);
    examination.fact("pickles", examined.length);
    examination.fact(
      "instructions",
      examined.reduce((sum, { run }) => sum + run.opcodes, 0),
    );
    examination.fact(
      "imports",
      examined
        .flatMap(({ imports }) => imports.map(({ name }) => name))
        .slice(0, 40)
        .join(", "),
    );
  },
};
