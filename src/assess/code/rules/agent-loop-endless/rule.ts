import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";

/** A model is asked, whatever the framework: what these calls give back is an answer of a model. */
const asks = (call: CodeFile["calls"][number]): boolean =>
  /(?:completions|responses|messages)\.create$|\.(?:invoke|ainvoke|generateText|generate_content)$|^(?:ai\.generateText|litellm\.completion)$/.test(
    call.callee,
  ) && !call.callee.startsWith("?");

export const rule: CodeRule = {
  id: "agent-loop-endless",
  title: "A loop asks a model without a limit on the rounds",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-835", "CWE-400"],
  atlas: ["AML.T0034"],
  owasp: ["LLM10:2025"],
  remedy: "Count the rounds: `for step in range(MAX_STEPS):`, and end with an error when they are used up.",
  check(file: CodeFile, report: Report): void {
    for (const call of file.calls) {
      const loop = call.loops.find(({ endless, counted }) => endless && !counted);
      if (loop === undefined || !asks(call)) continue;
      // A chat in a terminal waits for a person in every round.
      const waits = file.calls.some(
        (other) =>
          other.loops.includes(loop) &&
          /^builtins\.input$|\.question$|^\?\.(?:recv|receive\w*|get|accept|poll)$/.test(other.callee),
      );
      if (!waits)
        report(
          loop,
          loop.leaves
            ? "Nothing but the answers of the model decides when this loop ends."
            : "This loop never ends, and asks a model in every round.",
        );
    }
  },
};
