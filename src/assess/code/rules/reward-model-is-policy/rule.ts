import { stringOf, type CodeRule } from "../../contract/index.ts";
import { rewardTrainers } from "../../mechanisms/reward-functions.ts";
import { argumentText } from "../../mechanisms/written.ts";

export const rule: CodeRule = {
  id: "reward-model-is-policy",
  title: "A policy is rewarded by itself",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-693"],
  atlas: ["AML.T0031"],
  owasp: ["LLM04:2025", "ML08:2023"],
  remedy:
    'Take another model that was trained to judge, and that does not change: `reward_model=AutoModelForSequenceClassification.from_pretrained("org/reward")`.',
  check(file, report): void {
    for (const trainer of rewardTrainers(file))
      for (const name of ["reward_model", "reward_funcs", "reward_processing_model", "judge"]) {
        const reward = argumentText(file, trainer, name).replaceAll(/^\[|,?\]$/g, "");
        const isSame =
          reward !== "" && !reward.includes("(") && reward === argumentText(file, trainer, "model");
        const known = stringOf(trainer.argument(name));
        if (isSame || (known !== undefined && known === stringOf(trainer.argument("model"))))
          report(trainer, `\`${name}\` is the model that is trained: it learns to please itself.`);
      }
  },
};
