import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";
import { modelCallsIn } from "../../mechanisms/asks-model.ts";

const logs = [
  "logging.info",
  "logging.warning",
  "logging.error",
  "logging.getLogger().info",
  "logging.getLogger().warning",
  "logging.getLogger().error",
  "loguru.logger.info",
  "console.log",
  "console.info",
];
const content =
  /question|prompt|messages?\b|answer|response|completion|reply|output|content|query|conversation/i;

export const rule: CodeRule = {
  id: "conversation-logged",
  title: "What people write to a model, or get from it, is logged as a whole",
  severity: "low",
  effect: "note",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-532"],
  atlas: ["AML.T0057"],
  owasp: ["LLM02:2025"],
  remedy:
    'Log what is needed to find it again: `logger.info("answered", extra={"request": request_id, "characters": len(question)})`; keep the text where access and deletion are settled.',
  check(file: CodeFile, report: Report): void {
    if (file.isTest) return;
    for (const call of file.callsTo(...logs)) {
      const { inside } = call;
      if (inside?.isHandler !== true || modelCallsIn(file, inside).length === 0) continue;
      const taint = call.args
        .flatMap(({ value }) => value.taints)
        .find(
          ({ label, cleared }) =>
            (label === "user-input" || label === "model-output") && cleared.length === 0,
        );
      // Of a request, fields that name something are often meant to be there.
      const text = file.text.slice(call.at.start, Math.min(call.at.end, call.at.start + 1000));
      if (taint === undefined || !content.test(text)) continue;
      report(
        call,
        "Logs are read by many, kept long and sent on; what people tell an assistant is often about themselves.",
        { related: [{ at: taint.source, note: `from here: ${taint.what}` }] },
      );
    }
  },
};
