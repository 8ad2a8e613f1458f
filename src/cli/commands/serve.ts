import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { openWorkspace } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { serveWorkspace } from "../../server/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { portNumber } from "../port-number.ts";
import { untilAborted } from "../until-aborted.ts";

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly behindTls?: string;
  readonly workspace: string;
}

/** `bartizan serve`: the console and the API. */
export const command: CliCommand = {
  name: "serve",
  register(program: Command, io: Io, finish) {
    program
      .command("serve")
      .description("serve the console and the API, on this machine only unless told otherwise")
      .addOption(new Option("--port <n>", "port; 0 for a free one").default(8420).argParser(portNumber))
      .option("--host <address>", "address to listen on", "127.0.0.1")
      .option("--behind-tls <origin>", "public https origin of the TLS-terminating proxy in front")
      .option("--workspace <folder>", "where .bartizan lies", ".")
      .addHelpText(
        "after",
        "\nExamples:\n  bartizan serve\n  bartizan serve --host 0.0.0.0 --behind-tls https://bartizan.example.com\n",
      )
      .action((flags: Flags) => finish(serve(flags, io)));
  },
};

async function serve(flags: Flags, io: Io): Promise<ExitCode> {
  const serving = await serveWorkspace({
    workspace: await openWorkspace(resolve(io.cwd, flags.workspace)),
    env: io.env,
    host: flags.host,
    port: flags.port,
    ...(flags.behindTls === undefined ? {} : { behindTls: flags.behindTls }),
    log: (line) => io.err(`${line}\n`),
  });
  io.out(`Console: ${serving.url}\nSign in: ${serving.signIn}\n`);
  if (serving.newToken !== undefined)
    io.out(
      `\nAdministrator's token, shown this once (kept in ${serving.tokenFile}):\n  ${serving.newToken}\n`,
    );
  io.err("Ctrl-C ends it.\n");
  await untilAborted(io.signal);
  await serving.close();
  return 0;
}
