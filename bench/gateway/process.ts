import { fork, type ChildProcess } from "node:child_process";
import type { Server } from "node:net";
import { join } from "node:path";

/** A server in a process of its own. */
export interface Served {
  readonly url: string;
  /** Microseconds of processor time used since the process began. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

/** In the child: says where it listens, and tells its processor time when asked. */
export function serving(server: Server | string): void {
  const address = typeof server === "string" ? undefined : server.address();
  const url =
    typeof server === "string"
      ? server
      : typeof address === "object" && address !== null
        ? `http://127.0.0.1:${address.port}`
        : "";
  process.send?.({ url });
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  });
  process.on("disconnect", () => process.exit(0));
}

/** Starts one of the files beside this one. */
export async function serve(file: string, args: readonly string[]): Promise<Served> {
  const child = fork(join(import.meta.dirname, file), args, {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { url } = await answer<{ url: string }>(child);
  return {
    url,
    cpu: async () => {
      child.send("cpu");
      return (await answer<{ cpu: number }>(child)).cpu;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
  };
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error("The process ended before it answered."));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      // Safe: both sides of this channel are this file.
      resolve(message as T);
    });
  });
}
