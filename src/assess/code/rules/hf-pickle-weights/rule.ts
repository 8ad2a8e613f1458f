import { isFalse, stringOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";
import { fromHub, isPickleFile } from "../../mechanisms/model-sources.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "hf-pickle-weights",
  title: "Weights are taken as a pickle where safetensors would do",
  remedy:
    'Ask for safetensors: `from_pretrained("org/net", use_safetensors=True)`, `hf_hub_download("org/net", "model.safetensors")`.',
  check: dangerousCalls([
    {
      calls: fromHub,
      argument: "use_safetensors",
      when: isFalse,
      says: "`use_safetensors=False` takes the pickle even where safe weights lie beside it.",
    },
    {
      calls: [
        "huggingface_hub.hf_hub_download",
        "huggingface_hub.**.hf_hub_download",
        "huggingface_hub.cached_download",
      ],
      argument: ["filename", 1],
      when: (value) => isPickleFile(stringOf(value) ?? ""),
      says: "The file is a pickle, which runs code when it is opened by `torch.load` or `joblib.load`.",
    },
  ]),
};
