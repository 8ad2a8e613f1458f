import { at, scalarOf, walk, type CodeRule } from "../../contract/index.ts";
import { commandLines } from "../../mechanisms/command-lines.ts";

/** Calls and scripts that decide whether a model may go on. `model.eval()` is none of them. */
const gates =
  /^(?:(?:run_|check_|assert_|verify_|validate_)[a-z_]{0,40}(?:evals?|evaluation|quality|safety|red_?team|accuracy|regression|gate|model)|evaluate_model|evaluation_gate|red_team|safety_check|scan_model|verify_(?:signature|digest|checksum|hash))$/;
const scripts =
  /(?:^|[/_-])(?:evals?|evaluate|evaluation|red_?team|safety|scan_?model|verify_model|quality_gate)[\w-]{0,40}\.(?:py|sh|ts|js)$/;
const programs =
  /^(?:promptfoo|garak|deepeval|lm_eval|inspect|giskard|modelscan|picklescan|fickling|model_signing)$/;

export const rule: CodeRule = {
  id: "evaluation-gate-swallowed",
  title: "A check of a model fails without anybody hearing of it",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript", "shell", "yaml", "dockerfile"],
  cwe: ["CWE-390", "CWE-636"],
  atlas: ["AML.T0031"],
  owasp: ["LLM04:2025", "ML10:2023"],
  remedy:
    "Let it fail: take `except: pass`, `|| true` and `continue-on-error: true` away, and release only behind the check.",
  check(file, report): void {
    if (file.isTest) return;
    for (const one of file.tries) {
      if (
        one.handlers.length === 0 ||
        !one.handlers.every(({ swallows, returns }) => swallows || returns === true)
      )
        continue;
      for (const call of file.calls)
        if (call.at.start >= one.body.start && call.at.end <= one.body.end && gates.test(call.method))
          report(call, `Where \`${call.method}\` fails or cannot run, things go on as if it had passed.`);
    }
    for (const line of commandLines(file)) {
      const isGate =
        programs.test(line.program) ||
        scripts.test(line.program) ||
        line.args.slice(0, 2).some((arg) => scripts.test(arg));
      if (isGate && line.tolerated) report(line, "Whatever it finds, the script goes on.");
    }
    if (file.language !== "yaml") return;
    for (const { node } of walk(file.data)) {
      const flag = at(node, "continue-on-error") ?? at(node, "allow_failure");
      const run = scalarOf(at(node, "run")) ?? "";
      if (scalarOf(flag) !== true || flag === undefined || typeof run !== "string") continue;
      const words = run.slice(0, 5000).split(/\s+/);
      if (words.some((word) => programs.test(word) || scripts.test(word)))
        report({ at: flag.keyAt ?? flag.at }, "Whatever it finds, the workflow goes on.");
    }
  },
};
