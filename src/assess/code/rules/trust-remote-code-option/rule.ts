import { scalarOf, walk, type CodeRule } from "../../contract/index.ts";
import { commandLines, optionOf } from "../../mechanisms/command-lines.ts";
import { settingsOf } from "../../mechanisms/settings.ts";

const commit = /^[0-9a-f]{40}$/;
const says =
  "Python files of the model's repository are run, in whatever version they are when it is fetched.";

export const rule: CodeRule = {
  id: "trust-remote-code-option",
  title: "A server or a training run executes code that comes with the model",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["shell", "dockerfile", "yaml", "json", "python", "javascript"],
  hazard: "remote-code",
  cwe: ["CWE-829", "CWE-494"],
  atlas: ["AML.T0010.003", "AML.T0011.000"],
  owasp: ["LLM03:2025", "ML06:2023"],
  remedy:
    "Take the option out; most architectures are part of the library by now. Where it is needed, pin what was looked at: `--trust-remote-code --revision <40 hex digits> --code-revision <40 hex digits>`.",
  check(file, report): void {
    for (const line of commandLines(file)) {
      const trusts = optionOf(line, "--trust-remote-code");
      if (trusts === undefined || /^(?:false|0|no)$/i.test(trusts)) continue;
      const revision = optionOf(line, "--code-revision", "--revision", "--model-revision") ?? "";
      if (!commit.test(revision)) report(line, says);
    }
    for (const { name, value, at } of settingsOf(file))
      if (/^(?:[A-Z]+_)?TRUST_REMOTE_CODE$/.test(name) && /^(?:true|1|yes)$/i.test(value ?? ""))
        report({ at }, says);
    if (file.language !== "yaml" && file.language !== "json") return;
    for (const { node } of walk(file.data)) {
      if (node.kind !== "map") continue;
      const flag = node.entries.get("trust_remote_code") ?? node.entries.get("trustRemoteCode");
      const revision = scalarOf(node.entries.get("revision") ?? node.entries.get("model_revision"));
      if (
        flag !== undefined &&
        scalarOf(flag) === true &&
        !(typeof revision === "string" && commit.test(revision))
      )
        report({ at: flag.keyAt ?? flag.at }, says);
    }
  },
};
