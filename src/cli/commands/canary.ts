import { addAsk } from "../canary/ask.ts";
import { addCandidates } from "../canary/candidates.ts";
import { addExposure } from "../canary/exposure.ts";
import { addInsert } from "../canary/insert.ts";
import { addPlan } from "../canary/plan.ts";
import { addRecords } from "../canary/records.ts";
import type { CliCommand } from "../command.ts";

/** `bartizan canary`: secrets planted in training data, and what a model has memorised of them. */
export const command: CliCommand = {
  name: "canary",
  register(program, io, finish) {
    const canary = program
      .command("canary")
      .description("plant random secrets in training data and measure what a model memorised of them")
      .addHelpText(
        "after",
        '\nExamples:\n  bartizan canary plan --data train.jsonl --text "The access code is {}." --out canaries.json\n  bartizan canary insert canaries.json --data train.jsonl --out train-with-canaries.jsonl\n  bartizan canary candidates canaries.json > candidates.jsonl\n  bartizan canary exposure canaries.json losses.jsonl\n  bartizan canary ask canaries.json --system system.yaml --target chat\n',
      );
    for (const add of [addPlan, addInsert, addCandidates, addExposure, addAsk, addRecords])
      add(canary, io, finish);
  },
};
