import type { CodeRule } from "../../contract/index.ts";
import { loadsCode, unpickles } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "nemo-restore",
  title: "A NeMo archive is unpacked, and the classes it names are built",
  cwe: ["CWE-502", "CWE-22"],
  remedy:
    "Take archives from a publisher whose signature or digest you compare first, keep NeMo at 2.3.2 or later, and prefer the safetensors export of the same model.",
  check: unpickles({
    calls: ["nemo.**.restore_from", "nemo.**.load_from_checkpoint", "nemo.**.extract_state_dict_from"],
    says: ({ method }) =>
      `\`${method}\` reads a tar archive with a pickle of weights and a configuration whose \`_target_\` names what is called.`,
  }),
};
