import { Option, type Command } from "commander";
import { practiceLevels, startPracticeBot, type PracticeLevel } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { portNumber } from "../port-number.ts";
import { untilAborted } from "../until-aborted.ts";

const defaultPort = 8421;

/** `bartizan range`: the practice targets. */
export const command: CliCommand = {
  name: "range",
  register(program: Command, io: Io, finish) {
    program
      .command("range")
      .description("start the practice bot on loopback; deliberately vulnerable, for practice only")
      .addOption(new Option("--port <port>", "port on 127.0.0.1").default(defaultPort).argParser(portNumber))
      .addOption(
        new Option(
          "--level <level>",
          "defence level of the plain model name `mira`; mira-l0 to mira-l5 always choose their own",
        )
          .choices(practiceLevels.map(String))
          .default("2"),
      )
      .addHelpText("after", "\nExample:\n  bartizan range --port 8421\n")
      .action((flags: { readonly port: number; readonly level: string }) =>
        finish(range(flags.port, levelOf(flags.level), io)),
      );
  },
};

async function range(port: number, level: PracticeLevel, io: Io): Promise<ExitCode> {
  const bot = await startPracticeBot({ port, level });
  io.err(`Practice bot on ${bot.url} (deliberately vulnerable; Ctrl-C stops it)\n`);
  await untilAborted(io.signal);
  await bot.close();
  return 0;
}

function levelOf(text: string): PracticeLevel {
  return practiceLevels.find((level) => String(level) === text) ?? 2;
}
