import { scalarOf, walk, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";

const says =
  "This key is the example of the documentation: whoever reaches the gateway uses your models and reads its settings.";
const known = /^(?:sk-1234|sk-12345|sk-xxxx)$/;
const assigned = /^(?:LITELLM|PROXY)_MASTER_KEY[= ]["']?sk-1234["']?\s{0,5}$/;

export const rule: CodeRule = {
  id: "gateway-default-key",
  title: "A gateway to models is run with the key of its documentation",
  severity: "critical",
  effect: "unsafe",
  confidence: "high",
  languages: ["yaml", "dockerfile", "text", "shell"],
  cwe: ["CWE-1392", "CWE-798"],
  atlas: ["AML.T0055"],
  owasp: ["LLM02:2025", "LLM10:2025"],
  remedy:
    'Make a key of its own and take it from the environment: `master_key: os.environ/LITELLM_MASTER_KEY`, with `LITELLM_MASTER_KEY="sk-$(openssl rand -hex 32)"` in the secrets of the deployment.',
  check(file: CodeFile, report: Report): void {
    for (const { node, path } of walk(file.data)) {
      const text = scalarOf(node);
      if (typeof text !== "string") continue;
      const key = String(path.at(-1));
      if (
        (/^(?:master_key|LITELLM_MASTER_KEY|PROXY_MASTER_KEY)$/.test(key) && known.test(text)) ||
        assigned.test(text)
      )
        report(node, says);
    }
    if (
      file.language === "yaml" ||
      (file.language === "text" && !/^\.env(?!\.(?:example|sample|template))/.test(file.name))
    )
      return;
    let start = 0;
    for (const line of file.text.split("\n")) {
      if (assigned.test(line.slice(0, 500).replace(/^(?:ENV|export) /, "")))
        report({ start, end: start + line.length }, says);
      start += line.length + 1;
    }
  },
};
