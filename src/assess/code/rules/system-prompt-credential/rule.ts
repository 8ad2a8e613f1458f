import { outlineOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";
import { promptParts } from "../../interpret/sinks.ts";
import { secretsIn } from "../../mechanisms/secrets-in.ts";
import { standardRegistry } from "../../registry/registry.ts";

const credential =
  /\b(?:password|passwd|passphrase|api[ _-]?key|token|secret key|secret code|pin)(?: is)?(?:: ?| ?= ?| )["'`]?([^\s"'`,;]{5,80})/i;
/** A word of a sentence has no digit in it; a placeholder has brackets. */
const looksReal = (word: string): boolean =>
  /\d/.test(word) && /[A-Za-z]/.test(word) && !/[<>{}$[\]*]/.test(word);

export const rule: CodeRule = {
  id: "system-prompt-credential",
  title: "A password or key stands in the system prompt",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-798", "CWE-200"],
  atlas: ["AML.T0056", "AML.T0055"],
  owasp: ["LLM07:2025", "LLM02:2025"],
  remedy:
    'A prompt is no place for secrets: whoever asks long enough reads it. Let the tool that needs it take it: `requests.get(url, headers={"Authorization": os.environ["SHOP_TOKEN"]})`.',
  check(file: CodeFile, report: Report): void {
    for (const call of file.calls)
      for (const model of standardRegistry().models.find(call.callee))
        for (const { role, value } of promptParts(call, model)) {
          const text = role === "system" ? outlineOf(value)?.slice(0, 50_000) : undefined;
          if (text === undefined) continue;
          const word = credential.exec(text)?.[1];
          if ((word !== undefined && looksReal(word)) || secretsIn(text).length > 0)
            report(call, "What is written into the system prompt can be asked for.");
        }
  },
};
