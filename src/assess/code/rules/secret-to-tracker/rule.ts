import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "secret-to-tracker",
  title: "A secret is written into the record of an experiment",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-532", "CWE-200"],
  atlas: ["AML.T0055"],
  owasp: ["LLM02:2025", "A09:2021"],
  remedy:
    'Log the settings that matter by name: `wandb.init(config={"lr": config.lr, "epochs": config.epochs})`. A secret that was logged must be replaced.',
  flow: { from: ["secret"], to: ["tracker"], clearedBy: ["redacted"] },
  check(file, report): void {
    // All of the environment, secrets among it.
    const whole =
      /\b(?:dict|vars)\(\s*os\.environ\s*\)|\{\s*\*\*os\.environ\b|\bconfig\s*=\s*os\.environ\s*[,)]|\(\s*os\.environ\s*\)/;
    for (const call of file.callsTo(
      "wandb.init",
      "wandb.config.update",
      "mlflow.log_params",
      "mlflow.log_dict",
      "comet_ml.Experiment().log_parameters",
    ))
      if (whole.test(file.text.slice(call.at.start, Math.min(call.at.end, call.at.start + 1000))))
        report(call, "The whole environment is logged, with every key and token in it.");
  },
};
