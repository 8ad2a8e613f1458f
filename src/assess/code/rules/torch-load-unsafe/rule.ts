import {
  isFalse,
  isTrue,
  stringOf,
  type CodeFile,
  type CodeRule,
  type Report,
} from "../../contract/index.ts";

const calls = ["torch.load", "torch.serialization.load"];

/** `torch.load` refuses code by default from 2.6 on. */
function refusesByDefault(file: CodeFile): boolean {
  const pin = file.project.pins.get("torch");
  const [, major, minor] = /(\d{1,4})\.(\d{1,4})/.exec(pin?.version ?? pin?.constraint ?? "") ?? [];
  if (major === undefined || minor === undefined || /^[<!]/.test(pin?.constraint ?? "")) return false;
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 6);
}

export const rule: CodeRule = {
  id: "torch-load-unsafe",
  title: "A model is loaded in a way that runs code which the file brings",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  hazard: "pickle-exec",
  cwe: ["CWE-502"],
  atlas: ["AML.T0010.003", "AML.T0011.000"],
  owasp: ["LLM03:2025", "ML06:2023"],
  remedy:
    "Load weights only: `torch.load(path, weights_only=True)`, or better `safetensors.torch.load_file(path)`.",
  check(file: CodeFile, report: Report): void {
    for (const call of file.callsTo(...calls)) {
      const weightsOnly = call.argument("weights_only");
      if (isFalse(weightsOnly)) {
        report(call, "`weights_only=False` lets the pickle inside the file call anything.");
        continue;
      }
      if (isTrue(weightsOnly) || weightsOnly !== undefined || call.open) continue;
      if (stringOf(call.argument("pickle_module")) === undefined && refusesByDefault(file)) continue;
      report(
        call,
        "`weights_only` is not given, and nothing in this project says that torch is at least 2.6, where it is the default.",
      );
    }
  },
};
