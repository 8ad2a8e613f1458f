import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Option, type Command } from "commander";
import { assessSystem, openWorkspace, packageRoot, startPracticeBot } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { matrixText, verdictText } from "../../report/index.ts";
import { serveWorkspace } from "../../server/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { exampleFolder } from "../example-folder.ts";
import { writeWhole } from "../output.ts";
import { planText } from "../plan-text.ts";
import { ProgressView } from "../progress.ts";
import { portNumber } from "../port-number.ts";
import { untilAborted } from "../until-aborted.ts";

const botPort = 8421;
const consolePort = 8420;

interface Flags {
  readonly port: number;
  readonly botPort: number;
  readonly once?: boolean;
}

/** `bartizan demo`: what `npm start` runs. Everything stays on loopback. */
export const command: CliCommand = {
  name: "demo",
  register(program: Command, io: Io, finish) {
    program
      .command("demo")
      .description("the tour: start the practice bot, assess the example system, open the console")
      .addOption(
        new Option("--port <port>", "port of the console").default(consolePort).argParser(portNumber),
      )
      .addOption(
        new Option("--bot-port <port>", "port of the practice bot").default(botPort).argParser(portNumber),
      )
      .option("--once", "leave after the assessment instead of keeping the console open")
      .addHelpText("after", "\nExample:\n  bartizan demo\n")
      .action((flags: Flags) => finish(demo(flags, io)));
  },
};

async function demo(flags: Flags, io: Io): Promise<ExitCode> {
  const workspace = await openWorkspace(io.cwd);
  await using stack = new AsyncDisposableStack();
  const bot = await startPracticeBot({ port: flags.botPort });
  stack.defer(() => bot.close());
  const serving = await serveWorkspace({ workspace, env: io.env, port: flags.port });
  stack.defer(() => serving.close());
  io.err(
    `Practice bot  ${bot.url} (deliberately vulnerable, loopback only)\nConsole       ${serving.url}\n\n`,
  );
  const view = new ProgressView(io, Date.now);
  try {
    const outcome = await assessSystem({
      systemFile: await exampleAt(bot.url, workspace.paths.root),
      workspace: io.cwd,
      env: io.env,
      signal: io.signal,
      onPlan: (plan, models) => io.err(planText(plan, models)),
      onNote: (note) => io.err(`${note}\n`),
      onProgress: (progress) => view.update(progress),
    });
    if (outcome.kind === "ran") {
      if (outcome.progress !== undefined) view.end(outcome.progress);
      io.out(`${verdictText(outcome.report, io)}\n${matrixText(outcome.report.coverage, io)}\n`);
      io.err(`\n${outcome.report.verdict.kind.toUpperCase()}  ${outcome.report.verdict.sentence}\n`);
    }
  } catch (error) {
    if (!io.signal.aborted) throw error;
  }
  if (flags.once === true || io.signal.aborted) return 0;
  io.err(`\nThe console is open: ${serving.signIn}\nCtrl-C stops everything.\n`);
  await untilAborted(io.signal);
  return 0;
}

/** The example's manifest; a copy that points at the bot where the bot is not at its usual place. */
async function exampleAt(botUrl: string, folder: string): Promise<string> {
  const example = join(exampleFolder(packageRoot()), "fintech-chatbot/system.yaml");
  const usual = `http://127.0.0.1:${botPort}`;
  if (botUrl === usual) return example;
  const copy = join(folder, "tour/system.yaml");
  await mkdir(dirname(copy), { recursive: true });
  await writeWhole(copy, (await readFile(example, "utf8")).replace(usual, botUrl));
  return copy;
}
