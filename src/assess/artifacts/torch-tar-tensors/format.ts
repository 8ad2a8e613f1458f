import type { ArtifactFormat } from "../artifact-format.ts";
import { examineTarTensors } from "../pickle/torch-tar.ts";

/** The tensors of a PyTorch archive of the first kind. Only the layout of such an archive sends one here. */
export const format: ArtifactFormat = {
  id: "torch-tar-tensors",
  title: "tensors of a PyTorch 0.1 archive",
  about: "Pickles and raw numbers in turn, the member `tensors` of the tar archives that PyTorch 0.1 wrote.",
  extensions: [],
  rules: [],
  recognise: () => undefined,
  examine: examineTarTensors,
};
