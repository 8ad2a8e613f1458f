import type { CodeRule } from "../../contract/index.ts";
import { argumentText } from "../../mechanisms/written.ts";

const pairs: readonly {
  readonly calls: readonly string[];
  readonly train: readonly [string, number?];
  readonly test: readonly [string, number?];
}[] = [
  {
    calls: [
      "transformers.*Trainer",
      "trl.*Trainer",
      "transformers.**.*Trainer",
      "sentence_transformers.SentenceTransformerTrainer",
      "setfit.Trainer",
    ],
    train: ["train_dataset"],
    test: ["eval_dataset"],
  },
  { calls: ["**.fit"], train: ["train_dataloaders"], test: ["val_dataloaders"] },
  { calls: ["lightgbm.train", "xgboost.train"], train: ["dtrain", 1], test: ["valid_sets"] },
];

export const rule: CodeRule = {
  id: "evaluated-on-training-data",
  title: "A model is examined on what it was trained on",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-693"],
  atlas: ["AML.T0031"],
  owasp: ["LLM04:2025", "ML09:2023"],
  remedy:
    'Keep rows apart that training never sees: `parts = rows.train_test_split(test_size=0.1, seed=0)`, `Trainer(train_dataset=parts["train"], eval_dataset=parts["test"])`.',
  check(file, report): void {
    if (file.isTest) return;
    const says =
      "The same rows train and examine: what was learned by heart, or put in by somebody, looks like a good model.";
    for (const { calls, train, test } of pairs)
      for (const call of file.callsTo(...calls)) {
        const learned = argumentText(file, call, ...train);
        if (
          learned !== "" &&
          learned !== "None" &&
          learned === argumentText(file, call, ...test).replace(/^\[(.*)\]$/, "$1")
        )
          report(call, says);
      }
    for (const call of file.callsTo("**.fit")) {
      const validation = argumentText(file, call, "validation_data").replaceAll(/^\(|\)$/g, "");
      if (validation === "") continue;
      const x = argumentText(file, call, "x", 0);
      const y = argumentText(file, call, "y", 1);
      if (x !== "" && (validation === x || validation === `${x},${y}`)) report(call, says);
    }
  },
};
