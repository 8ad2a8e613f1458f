import type { CodeRule } from "../../contract/index.ts";
import { commandLines, optionOf } from "../../mechanisms/command-lines.ts";
import { answersEverybody, isEverywhere } from "../../mechanisms/exposed-server.ts";

export const rule: CodeRule = {
  ...answersEverybody,
  id: "tensorboard-exposed",
  title: "TensorBoard shows everybody who reaches it what was logged",
  severity: "low",
  atlas: ["AML.T0035"],
  owasp: ["LLM02:2025", "A05:2021"],
  remedy:
    "Leave it at this machine and reach it through a tunnel: `tensorboard --logdir runs`, `ssh -L 6006:localhost:6006 host`.",
  check(file, report): void {
    for (const line of commandLines(file)) {
      if (!/^tensorboard(?:\.main)?$/.test(line.program)) continue;
      const all = optionOf(line, "--bind-all");
      if ((all !== undefined && all !== "false") || isEverywhere(optionOf(line, "--host")))
        report(line, "It has no password: configurations, samples and texts that were logged can be read.");
    }
  },
};
