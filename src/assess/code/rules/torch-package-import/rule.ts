import type { CodeRule } from "../../contract/index.ts";
import { loadsCode, unpickles } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "torch-package-import",
  title: "A package of PyTorch brings its own code, and that code is imported",
  severity: "high",
  remedy:
    "Keep the code of the model in the repository and load its weights: `model.load_state_dict(safetensors.torch.load_file(path))`.",
  check: unpickles({
    calls: ["torch.package.PackageImporter", "torch.package.package_importer.PackageImporter"],
    says: () => "The archive holds Python modules and pickles; reading a model from it runs them.",
  }),
};
