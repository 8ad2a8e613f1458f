import type { CodeRule } from "../../contract/index.ts";
import { loadsCode, unpickles } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "marshal-load",
  title: "Compiled code is read out of bytes",
  severity: "high",
  hazard: "native-code",
  cwe: ["CWE-502", "CWE-94"],
  remedy: "Import the code from a module of the repository. For data, `json.loads(text)` does.",
  check: unpickles({
    calls: ["marshal.load", "marshal.loads", "types.CodeType"],
    ownBytes: ["marshal.dumps"],
    says: () =>
      "Code objects that somebody else made can do anything, and can crash the interpreter while they are read.",
  }),
};
