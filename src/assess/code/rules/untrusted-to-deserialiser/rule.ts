import type { CodeRule } from "../../contract/index.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "untrusted-to-deserialiser",
  title: "What comes from outside is unpickled",
  severity: "critical",
  effect: "unsafe",
  atlas: ["AML.T0011.000", "AML.T0049"],
  owasp: ["LLM03:2025", "A08:2021"],
  remedy:
    "Ask for data: `json.loads(body)` against a schema, `numpy.frombuffer(body, dtype=…)` for arrays, `safetensors.torch.load(body)` for weights.",
  flow: { from: ["user-input", "retrieved", "tool-result"], to: ["deserialiser"], clearedBy: ["operator"] },
};
