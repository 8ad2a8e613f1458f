import type { CodeFile, CodeRule, Report, CallFact } from "../../contract/index.ts";
import { asksModel } from "../../mechanisms/asks-model.ts";

/** Somebody looks at the roles, or puts messages in, in the same function. */
function touched(file: CodeFile, call: CallFact): boolean {
  const around = call.inside?.at ?? { start: 0, end: 20_000 };
  const text = file.text.slice(around.start, Math.min(around.end, around.start + 20_000));
  return /\brole\b|["']role["']|\.(?:filter|insert|unshift|append|push)\(/.test(text);
}

export const rule: CodeRule = {
  id: "caller-writes-conversation",
  title: "The whole conversation, system messages too, is taken from the request",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-915", "CWE-1427"],
  atlas: ["AML.T0051.000"],
  owasp: ["LLM01:2025"],
  remedy:
    'Take the text and build the messages here: `[{"role": "system", "content": SYSTEM}, *history, {"role": "user", "content": body["question"]}]`, with the history from your own store; or keep only the roles `user` and `assistant` of what came in.',
  check(file: CodeFile, report: Report): void {
    for (const call of file.calls) {
      if (!asksModel(call)) continue;
      const value = call.argument("messages");
      if (value === undefined || value.kind === "list" || value.kind === "record") continue;
      const taint = value.taints.find(
        ({ label, cleared }) => label === "user-input" && !cleared.includes("*"),
      );
      const place = call.placeOf("messages");
      const written = file.text.slice(place.start, Math.min(place.end, place.start + 2000));
      if (taint === undefined || !/messages|history|conversation/i.test(written)) continue;
      const given = file.text.slice(call.at.start, Math.min(call.at.end, call.at.start + 4000));
      if (/filter|role|convert/i.test(given) || touched(file, call)) continue;
      report(call, "Whoever calls the service can write messages of the system and of the assistant.", {
        related: [{ at: taint.source, note: `from here: ${taint.what}` }],
      });
    }
  },
};
