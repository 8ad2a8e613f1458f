import { resolve } from "node:path";
import { matchAdvisoryFiles, type AdvisoryReport } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { Io } from "../command.ts";
import { formatOption, type AddVerifyCommand } from "./subcommand.ts";

interface Flags {
  readonly osv: string;
  readonly format: "text" | "json";
}

/** `bartizan verify advisories`: known faults of what serves a model. */
export const addAdvisories: AddVerifyCommand = (verify, io, finish) => {
  verify
    .command("advisories")
    .description("match pinned packages with a local file of advisories (OSV)")
    .argument(
      "<files...>",
      "requirements.txt, poetry.lock, uv.lock, package-lock.json, or a bill of materials",
    )
    .requiredOption("--osv <path>", "advisories in OSV's JSON: a file, or a folder of them")
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  bartizan verify advisories requirements.txt --osv ./osv/PyPI\n")
    .action((files: readonly string[], flags: Flags) => finish(run(files, flags, io)));
};

async function run(files: readonly string[], flags: Flags, io: Io): Promise<ExitCode> {
  const found = await matchAdvisoryFiles(
    files.map((file) => resolve(io.cwd, file)),
    resolve(io.cwd, flags.osv),
  );
  io.out(flags.format === "json" ? `${JSON.stringify(found)}\n` : text(found));
  if (found.matches.some(({ outcome }) => outcome === "affected")) return 1;
  return found.matches.length > 0 || found.packages === 0 ? 3 : 0;
}

function text({ packages, advisories, matches }: AdvisoryReport): string {
  const lines = matches.map(({ advisory, package: used, fixed, outcome, summary }) => {
    const version = used.version === undefined ? "not pinned" : used.version;
    const what = outcome === "affected" ? "✗" : "?";
    const repair =
      fixed !== undefined
        ? `, repaired in ${fixed}`
        : // Which version repairs it depends on which one is used.
          outcome === "affected"
          ? ", no repaired version is named"
          : "";
    return `  ${what} ${visibleText(`${used.name} ${version}: ${advisory}${repair}. ${summary}`)}`;
  });
  const counted = (count: number, one: string, many: string): string =>
    `${count} ${count === 1 ? one : many}`;
  return `${counted(packages, "package", "packages")} against ${counted(advisories, "advisory", "advisories")}: ${counted(matches.length, "match", "matches")}\n${lines.join("\n")}${lines.length > 0 ? "\n" : ""}`;
}
