import { Option, type Command } from "commander";
import { runGateway, eventTeller, type RunGateway } from "../../gateway/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { portNumber } from "../port-number.ts";
import { untilAborted } from "../until-aborted.ts";

interface GatewayFlags {
  readonly port?: number;
  readonly workers?: number;
  readonly requireSignature?: string;
}

/** `bartizan gateway`: the guard on the wire. */
export const command: CliCommand = {
  name: "gateway",
  register(program: Command, io: Io, finish) {
    program
      .command("gateway")
      .description("the guard on the wire: stands between clients and models, as the policy says")
      .argument("<policy>", "policy file with a `gateway:` section")
      .addOption(new Option("--port <port>", "another port than the file's").argParser(portNumber))
      .addOption(new Option("--workers <n>", "processes; 0: one per core").argParser(wholeNumber))
      .option("--require-signature <key>", "public key (PEM) that must have signed the policy")
      .addHelpText(
        "after",
        "\nClients keep their code and get the gateway's address as base URL. SIGHUP takes up a changed policy.\n\nExamples:\n  bartizan gateway examples/guarded-chatbot/policy.yaml\n  curl http://127.0.0.1:8787/v1/chat/completions -d '{…}'\n",
      )
      .action((policy: string, flags: GatewayFlags) => finish(serve(policy, flags, io)));
  },
};

const wholeNumber = (text: string): number => {
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 && value <= 1024 ? value : 1;
};

async function serve(policy: string, flags: GatewayFlags, io: Io): Promise<ExitCode> {
  const gateway = await runGateway({
    file: policy,
    cwd: io.cwd,
    env: io.env,
    ...(flags.port === undefined ? {} : { port: flags.port }),
    ...(flags.workers === undefined ? {} : { workers: flags.workers }),
    ...(flags.requireSignature === undefined ? {} : { requireSignature: flags.requireSignature }),
    observe: eventTeller((sentence) => io.err(`${sentence}\n`)),
  });
  io.err(startedText(gateway));
  const reload = (): void => void gateway.reload();
  process.on("SIGHUP", reload);
  try {
    await untilAborted(io.signal);
  } finally {
    process.off("SIGHUP", reload);
    io.err("Letting running answers finish…\n");
    await gateway.close();
  }
  return 0;
}

function startedText({ url, config, policy, workers }: RunGateway): string {
  const upstreams = config.upstreams.map(({ id, url: address }) => `  ${id}  ${new URL(address).origin}`);
  const open = config.identity === undefined && config.keys.length === 0;
  const counts = config.state.url === undefined && workers !== 1;
  return [
    `Gateway on ${url} (base URL of OpenAI clients: ${url}/v1), policy ${policy.id} ${policy.version}.`,
    `${processes(workers)}, ${config.mode}, records ${config.durable ? "durable" : `at most ${config.records.windowMs} ms behind`} in ${config.records.dir}.`,
    "Traffic goes to:",
    ...upstreams,
    ...(counts ? ["Without Redis (REDIS_URL or `state.url`) each process counts budgets for itself."] : []),
    ...(open ? ["Nobody is asked who they are: no keys and no identity are configured."] : []),
    "",
  ].join("\n");
}

function processes(workers: number): string {
  if (workers === 1) return "One process";
  return workers === 0 ? "One process a core" : `${workers} processes`;
}
