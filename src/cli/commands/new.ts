import type { Command } from "commander";
import type { CliCommand, Io } from "../command.ts";
import type { ExitCode } from "../../errors/index.ts";
import { kinds } from "../new-item/kinds.ts";
import { newItem } from "../new-item/new-item.ts";

/** `bartizan new`: the folder of a new item, which builds and whose fixtures run. */
export const command: CliCommand = {
  name: "new",
  register(program: Command, io: Io, finish) {
    const list = Object.entries(kinds).map(([kind, { about }]) => `  ${kind.padEnd(10)} ${about}`);
    program
      .command("new")
      .description("make the folder of a new check, detector, oracle or console page (in a source tree)")
      .argument("<kind>", "check, detector, oracle or page")
      .argument("<name>", "lower-case words joined by hyphens")
      .addHelpText(
        "after",
        `\nKinds:\n${list.join("\n")}\n\nExample:\n  bartizan new detector card-numbers\n`,
      )
      .action((kind: string, name: string) => finish(make(kind, name, io)));
  },
};

async function make(kind: string, name: string, io: Io): Promise<ExitCode> {
  for (const file of await newItem(io.cwd, kind, name)) io.out(`${file}\n`);
  io.err(
    "Made. It is found by itself: `npm run generate` proves it, `npm test` runs it with everything else.\n",
  );
  return 0;
}
