import type { CodeFile, CodeRule, Report } from "../contract/index.ts";
import { commandLines, optionOf, type CommandLine } from "./command-lines.ts";
import { settingsOf } from "./settings.ts";

/** What is the same for every server that answers whoever asks. */
export const answersEverybody = {
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["shell", "dockerfile", "yaml", "python", "javascript"],
  cwe: ["CWE-306", "CWE-668"],
  atlas: ["AML.T0049", "AML.T0040"],
  owasp: ["ML05:2023", "A05:2021"],
} as const satisfies Partial<CodeRule>;

/** `0.0.0.0`, `::`, `*`, with a port or without. */
export const isEverywhere = (host: string | undefined): boolean =>
  host !== undefined &&
  /^(?:https?:\/\/|tcp:\/\/)?(?:0\.0\.0\.0|\[?::\]?|\*)(?::\d{1,5})?$/.test(host.trim());

export interface Server {
  /** Names of the program, of the module behind `python -m`. */
  readonly program: RegExp;
  /** The first word behind it. */
  readonly command?: RegExp;
  readonly host: readonly string[];
  /** Options, and variables of the environment, that ask callers who they are. */
  readonly asks: readonly string[];
  readonly asksBySetting?: RegExp;
}

const isOf = ({ program, command }: Server, line: CommandLine): boolean =>
  program.test(line.program) && (command === undefined || command.test(line.args[0] ?? ""));

/** Servers that are started for all addresses and let everybody in. */
export function exposed(servers: readonly Server[], says: string): (file: CodeFile, report: Report) => void {
  return (file, report) => {
    for (const line of commandLines(file))
      for (const server of servers) {
        if (!isOf(server, line) || !isEverywhere(optionOf(line, ...server.host))) continue;
        if (optionOf(line, ...server.asks) !== undefined) continue;
        const { asksBySetting } = server;
        const isSet =
          asksBySetting !== undefined &&
          settingsOf(file).some(({ name, value }) => value !== "" && asksBySetting.test(name));
        if (!isSet) report(line, says);
      }
  };
}
