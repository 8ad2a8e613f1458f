import type { ArtifactFormat } from "../artifact-format.ts";
import { examineTarStorages } from "../pickle/torch-tar.ts";

/** The storages of a PyTorch archive of the first kind. Only the layout of such an archive sends one here. */
export const format: ArtifactFormat = {
  id: "torch-tar-storages",
  title: "storages of a PyTorch 0.1 archive",
  about: "Pickles and raw numbers in turn, the member `storages` of the tar archives that PyTorch 0.1 wrote.",
  extensions: [],
  rules: [],
  recognise: () => undefined,
  examine: examineTarStorages,
};
