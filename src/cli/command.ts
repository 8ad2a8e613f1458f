import type { Command } from "commander";
import type { ExitCode } from "../errors/index.ts";

/** The process as a command sees it. People read `out`; progress and logs go to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Columns of the terminal, 80 where unknown. */
  readonly columns: number;
  readonly colour: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborts on the first Ctrl-C. */
  readonly signal: AbortSignal;
  readStdin(): Promise<Uint8Array>;
}

/** Ends an action with an exit code; `main` awaits it. */
export type Finish = (code: Promise<ExitCode>) => void;

/**
 * One file under `commands/`, found by globbing. Parse, call `app`, print; no logic.
 * Every command's help ends with an example.
 */
export interface CliCommand {
  readonly name: string;
  register(program: Command, io: Io, finish: Finish): void;
}
