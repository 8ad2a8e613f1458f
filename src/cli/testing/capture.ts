import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { runCli } from "../run-cli.ts";

export interface Captured {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process and keeps what it printed. */
export async function bartizan(args: readonly string[], options: Partial<Io> = {}): Promise<Captured> {
  let out = "";
  let err = "";
  const code = await runCli(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    outIsTerminal: false,
    errIsTerminal: false,
    columns: 100,
    colour: false,
    env: {},
    cwd: process.cwd(),
    signal: new AbortController().signal,
    readStdin: async () => new Uint8Array(),
    ...options,
  });
  return { code, out, err };
}
