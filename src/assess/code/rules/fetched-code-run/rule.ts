import type { CodeRule } from "../../contract/index.ts";
import { takesUnpinned } from "../../mechanisms/model-sources.ts";

export const rule: CodeRule = {
  ...takesUnpinned,
  id: "fetched-code-run",
  title: "Code that was fetched is run",
  severity: "critical",
  effect: "unsafe",
  languages: ["python", "javascript"],
  hazard: "remote-code",
  cwe: ["CWE-94", "CWE-494"],
  atlas: ["AML.T0010.001", "AML.T0050"],
  remedy:
    "Make the code a package with a version and import it. Where it comes from elsewhere, fetch it when the image is built, at a commit that was looked at.",
  flow: { from: ["retrieved"], to: ["code", "shell"], clearedBy: ["operator"] },
};
