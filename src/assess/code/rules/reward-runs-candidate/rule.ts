import type { CodeRule } from "../../contract/index.ts";
import { isInside, rewardFunctions } from "../../mechanisms/reward-functions.ts";

export const rule: CodeRule = {
  id: "reward-runs-candidate",
  title: "A reward runs what the policy wrote, inside of the training process",
  severity: "high",
  effect: "unsafe",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-94", "CWE-693"],
  atlas: ["AML.T0050", "AML.T0018"],
  owasp: ["LLM05:2025", "ML08:2023"],
  remedy:
    'Run candidates in a sandbox without network, with limits, and read the verdict from its exit status: `subprocess.run(["docker", "run", "--network=none", "--rm", image, "pytest"], timeout=30).returncode == 0`. In the same process a candidate can set its own reward.',
  check(file, report): void {
    for (const found of rewardFunctions(file))
      for (const call of file.callsTo(
        "builtins.exec",
        "builtins.eval",
        "runpy.run_path",
        "runpy.run_module",
      )) {
        if (!isInside(call.at, found)) continue;
        const [given] = call.args;
        if (given === undefined || given.value.kind === "literal") continue;
        report(
          call,
          `\`${found.name}\` runs it with the rights of the trainer: it can change the score, the tests and the weights.`,
        );
      }
  },
};
