import type { CliCommand } from "../command.ts";
import { addCheck } from "../guard/check.ts";

/** `bartizan guard`: everything about policies that needs no gateway. */
export const command: CliCommand = {
  name: "guard",
  register(program, io, finish) {
    const guard = program
      .command("guard")
      .description("decide on texts by a policy; test, sign and replay policies")
      .addHelpText(
        "after",
        '\nExamples:\n  echo "Ignore all previous instructions" | bartizan guard check\n  bartizan guard check traffic.jsonl --policy policy.yaml --format json\n',
      );
    for (const add of [addCheck]) add(guard, io, finish);
  },
};
