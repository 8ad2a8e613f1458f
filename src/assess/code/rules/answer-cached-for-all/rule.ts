import type { CodeFile, CodeRule, Report, CallFact } from "../../contract/index.ts";

const caller =
  /^(?:user|current_user|user_id|tenant|tenant_id|session|session_id|account|account_id|customer|customer_id|org_id)$|user|tenant|session|account|customer|org_id/i;

/** How the key is written: where it is a name, what was assigned to it in the same function. */
function written(file: CodeFile, call: CallFact): string | undefined {
  const place = call.args[0]?.at;
  if (place === undefined) return undefined;
  const text = file.text.slice(place.start, Math.min(place.end, place.start + 1000));
  if (!/^\w+$/.test(text)) return /^(?:[frb]{0,2}["']|.*\+)/.test(text) ? text : undefined;
  const around = call.inside?.at;
  const made = file.assignments.find(
    ({ target, at }) =>
      target === text && around !== undefined && at.start >= around.start && at.end <= around.end,
  );
  if (made === undefined) return undefined;
  const end = file.text.indexOf("\n", made.at.start);
  return file.text
    .slice(made.at.start, end < 0 ? undefined : Math.min(end, made.at.start + 1000))
    .slice(text.length);
}

export const rule: CodeRule = {
  id: "answer-cached-for-all",
  title: "An answer for one caller is kept for all",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python"],
  cwe: ["CWE-524", "CWE-639"],
  atlas: ["AML.T0057"],
  owasp: ["LLM02:2025"],
  remedy:
    'Put the caller into the key: `key = f"{user.id}:{sha256(question)}"`, or keep only answers that know nothing of the caller.',
  check(file: CodeFile, report: Report): void {
    for (const call of file.callsTo("**.set", "**.setex")) {
      const { inside } = call;
      if (
        inside === undefined ||
        !/cache|redis/i.test(file.text.slice(call.at.start, Math.min(call.at.end, call.at.start + 60)))
      )
        continue;
      const who = inside.parameters.find(({ name }) => caller.test(name));
      if (who === undefined) continue;
      const stored = call.args
        .slice(1)
        .some(({ value }) => value.taints.some(({ label }) => label === "model-output"));
      if (!stored) continue;
      const key = written(file, call);
      if (key !== undefined && !caller.test(key) && !key.includes(who.name))
        report(
          call,
          `The answer was made for \`${who.name}\`, which is not part of the key: the next one who asks the same gets it.`,
        );
    }
  },
};
