import { randomBytes } from "node:crypto";
import { join } from "node:path";
import {
  openWorkspaceStore,
  packageRoot,
  systemClock,
  toolVersion,
  workspacePorts,
  type Workspace,
} from "../app/index.ts";
import { ensureAdmin } from "./access/first-admin.ts";
import { storeBook } from "./access/store-book.ts";
import { startServer } from "./start.ts";

export interface ServeOptions {
  readonly workspace: Workspace;
  /** `DATABASE_URL` chooses PostgreSQL. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host?: string;
  readonly port?: number;
  readonly behindTls?: string;
  /** The built console of this package by default. */
  readonly consoleDir?: string;
  readonly log?: (line: string) => void;
}

export interface Serving {
  readonly url: string;
  readonly port: number;
  /** Signs the local administrator in, once. */
  readonly signIn: string;
  /** The administrator's token, when this start made it. */
  readonly newToken?: string;
  /** Where the token is kept. */
  readonly tokenFile: string;
  close(): Promise<void>;
}

/**
 * Serves a workspace: its store, its administrator, the API and the console.
 *
 * @throws what `openWorkspaceStore`, `ensureAdmin` and `startServer` throw
 */
export async function serveWorkspace(options: ServeOptions): Promise<Serving> {
  const { workspace, env, host, port, behindTls } = options;
  const log = options.log ?? (() => undefined);
  const clock = systemClock;
  const tokenFile = join(workspace.paths.root, "admin-token");
  const store = await openWorkspaceStore(workspace, env, log);
  try {
    const admin = await ensureAdmin({
      store,
      tokenFile,
      organisation: "This workspace",
      clock,
      random: randomBytes,
    });
    const server = await startServer({
      ports: workspacePorts(workspace, store, env),
      book: storeBook(store, clock),
      clock,
      random: randomBytes,
      version: toolVersion(),
      consoleDir: options.consoleDir ?? join(packageRoot(), "dist/console"),
      stagingDir: join(workspace.paths.root, "staging"),
      runsDir: workspace.paths.runs,
      log,
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
      ...(behindTls === undefined ? {} : { behindTls }),
    });
    return {
      url: server.url,
      port: server.port,
      signIn: server.signInLink(admin.person),
      ...(admin.newToken === undefined ? {} : { newToken: admin.newToken }),
      tokenFile,
      async close() {
        await server.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
