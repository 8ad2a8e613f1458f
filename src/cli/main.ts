#!/usr/bin/env node
import { keepCompiledCode } from "./compile-cache.ts";
import { processIo } from "./io.ts";
import { runCli } from "./run-cli.ts";

const interrupt = new AbortController();
let interrupts = 0;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    interrupts += 1;
    // The first asks for an orderly end; the second means it.
    if (interrupts > 1) process.exit(signal === "SIGINT" ? 130 : 143);
    interrupt.abort(new Error("interrupted"));
  });
}
// A reader that went away (`| head`) is not a failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
});

// Sources are compiled anew: they change between two starts.
if (import.meta.filename.endsWith(".js")) keepCompiledCode({ env: process.env, uid: process.getuid?.() });

process.exitCode = await runCli(process.argv.slice(2), processIo(interrupt.signal));
