import type { CodeRule } from "../../contract/index.ts";
import { commandLines, optionOf } from "../../mechanisms/command-lines.ts";
import { answersEverybody } from "../../mechanisms/exposed-server.ts";

export const rule: CodeRule = {
  ...answersEverybody,
  id: "triton-model-control",
  title: "Triton loads models when a caller asks for it",
  owasp: ["ML06:2023", "A05:2021"],
  remedy:
    "Restrict the call to those who know a key: `--http-restricted-api=model-repository:<header>=<key>` and `--grpc-restricted-protocol=model-repository:<header>=<key>`, or leave `--model-control-mode=none`.",
  check(file, report): void {
    for (const line of commandLines(file)) {
      if (line.program !== "tritonserver" || optionOf(line, "--model-control-mode") !== "explicit") continue;
      const restricted = optionOf(line, "--http-restricted-api", "--grpc-restricted-protocol");
      if (restricted?.includes("model-repository") === true) continue;
      report(
        line,
        "Every caller can have models loaded, unloaded and given another configuration: a model with a Python backend is code.",
      );
    }
  },
};
