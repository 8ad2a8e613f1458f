import { isTrue, stringOf, type CodeRule } from "../../contract/index.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "torch-hub-weights-unchecked",
  title: "Weights are downloaded and unpickled without looking at their digest",
  cwe: ["CWE-494", "CWE-502"],
  remedy:
    "Ask for weights only, and for the digest in the name of the file: `torch.hub.load_state_dict_from_url(url, check_hash=True, weights_only=True)` with a name like `net-<sha256>.pth`.",
  check(file, report): void {
    for (const call of file.callsTo("torch.hub.load_state_dict_from_url", "torch.utils.model_zoo.load_url")) {
      const weightsOnly = call.argument("weights_only");
      const checked = call.argument("check_hash");
      if (call.open || isTrue(weightsOnly) || isTrue(checked)) continue;
      const unknown = (value: typeof checked): boolean => value !== undefined && value.kind !== "literal";
      if (unknown(weightsOnly) || unknown(checked)) continue;
      const from = stringOf(call.argument("url", 0));
      report(
        call,
        `Neither \`check_hash\` nor \`weights_only\` is set${from === undefined ? "" : ` for ${from.slice(0, 200)}`}.`,
      );
    }
  },
};
