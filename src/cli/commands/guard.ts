import type { CliCommand } from "../command.ts";
import { addAdopt } from "../guard/adopt.ts";
import { addBreakGlass } from "../guard/break-glass.ts";
import { addCheck } from "../guard/check.ts";
import { addCorpus } from "../guard/corpus.ts";
import { addDelta } from "../guard/delta.ts";
import { addKey } from "../guard/key.ts";
import { addPolicies } from "../guard/policies.ts";
import { addProfile } from "../guard/profile.ts";
import { addPropose } from "../guard/propose.ts";
import { addReplay } from "../guard/replay.ts";
import { addShow } from "../guard/show.ts";
import { addSign } from "../guard/sign.ts";
import { addTest } from "../guard/test.ts";
import { addTrain } from "../guard/train.ts";

const subcommands = [
  addCheck,
  addTest,
  addShow,
  addPolicies,
  addSign,
  addReplay,
  addAdopt,
  addPropose,
  addDelta,
  addTrain,
  addCorpus,
  addProfile,
  addKey,
  addBreakGlass,
];

/** `bartizan guard`: everything about policies that needs no gateway. */
export const command: CliCommand = {
  name: "guard",
  register(program, io, finish) {
    const guard = program
      .command("guard")
      .description("decide on texts by a policy; test, sign and replay policies")
      .addHelpText(
        "after",
        '\nExamples:\n  echo "Ignore all previous instructions" | bartizan guard check\n  bartizan guard test policy.yaml\n  bartizan guard replay policy.yaml --ledger records\n',
      );
    for (const add of subcommands) add(guard, io, finish);
  },
};
