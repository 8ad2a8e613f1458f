import type { CodeRule, Label } from "../../contract/index.ts";

const outside: readonly string[] = [
  "user-input",
  "retrieved",
  "tool-result",
  "model-output",
] satisfies Label[];

export const rule: CodeRule = {
  id: "hydra-instantiate-untrusted",
  title: "What comes from outside decides which class or function is called",
  severity: "high",
  effect: "unsafe",
  confidence: "high",
  languages: ["python"],
  hazard: "remote-code",
  cwe: ["CWE-470", "CWE-502"],
  atlas: ["AML.T0010.003", "AML.T0011.000"],
  owasp: ["LLM03:2025", "ML06:2023"],
  remedy:
    'Choose the class yourself and take only its numbers from outside: `builders = {"resnet": ResNet}; builders[config["kind"]](depth=int(config["depth"]))`.',
  check(file, report): void {
    const calls = file.callsTo(
      "hydra.utils.instantiate",
      "hydra.utils.call",
      "hydra._internal.instantiate._instantiate2.instantiate",
      "hydra.utils.get_class",
      "hydra.utils.get_method",
      "hydra.utils.get_object",
    );
    for (const call of calls) {
      const taint = call
        .argument("config", 0)
        ?.taints.find(({ label, cleared }) => outside.includes(label) && !cleared.includes("operator"));
      if (taint === undefined) continue;
      report(call, `\`_target_\` of ${taint.what} names what is called: \`os.system\` would do.`, {
        related: [
          {
            at: taint.source,
            note: `from here: ${taint.what}`,
            ...(taint.path === undefined ? {} : { path: taint.path }),
          },
        ],
      });
    }
  },
};
