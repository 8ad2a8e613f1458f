import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Option } from "commander";
import { openWorkspace, systemClock } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { signOrder } from "../../gateway/index.ts";
import type { Io } from "../command.ts";
import { writeWhole } from "../output.ts";
import type { AddGuardCommand } from "./subcommand.ts";

interface BreakGlassFlags {
  readonly gateway: string;
  readonly by: string;
  readonly reason: string;
  readonly minutes: number;
  readonly route?: readonly string[];
  readonly rule?: readonly string[];
  readonly output: string;
  readonly workspace: string;
}

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `bartizan guard break-glass`: signs an order that lets through for a time what would be blocked. */
export const addBreakGlass: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("break-glass")
    .description("sign an order that lets through for a time what would be blocked; alarmed and recorded")
    .requiredOption("--gateway <name>", "the gateway it is for, as `breakGlass.gateway` names it")
    .requiredOption("--by <who>", "who decided it")
    .requiredOption("--reason <text>", "why")
    .addOption(new Option("--minutes <n>", "how long; 240 at most").default(30).argParser(Number))
    .option("--route <id>", "only this route; may be repeated", several)
    .option("--rule <id>", "only what this rule stops; may be repeated", several)
    .option("--output <file>", "where the gateway looks for it", ".bartizan/break-glass")
    .option("--workspace <folder>", "where .bartizan lies, for the key that signs", ".")
    .addHelpText(
      "after",
      '\nTaking the file away ends it at once.\n\nExample:\n  bartizan guard break-glass --gateway shop --by "Ada Moss" --reason "classifier blocks refunds" --rule jailbreak --minutes 60\n',
    )
    .action((flags: BreakGlassFlags) => finish(order(flags, io)));
};

async function order(flags: BreakGlassFlags, io: Io): Promise<ExitCode> {
  const { gateway, by, reason, minutes, route, rule } = flags;
  const workspace = await openWorkspace(resolve(io.cwd, flags.workspace));
  const from = systemClock.now();
  const signed = signOrder(
    {
      gateway,
      who: by,
      why: reason,
      from,
      // Not a number: refused as an order that does not end after it begins.
      until: Number.isFinite(minutes) ? from + minutes * 60_000 : from,
      ...(route === undefined ? {} : { routes: route }),
      ...(rule === undefined ? {} : { rules: rule }),
    },
    await workspace.key(),
  );
  const path = resolve(io.cwd, flags.output);
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, signed);
  io.err(
    `Break-glass for ${gateway} until ${new Date(from + minutes * 60_000).toISOString()}, in ${flags.output}. Remove the file to end it.\n`,
  );
  return 0;
}
