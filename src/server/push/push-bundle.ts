import { open, readdir, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import type { Clock } from "../../contracts/index.ts";
import { serverErrors } from "../errors.ts";
import { isLoopback } from "../security/door.ts";
import { bundleFileLimit, isRunId, isScanId } from "./names.ts";
import { remoteApi, type RemoteApi } from "./remote-api.ts";

/** Bytes sent in one request: small enough to repeat, large enough not to matter. */
const pieceBytes = 8 * 1024 * 1024;

export interface PushOptions {
  /** The run's bundle folder; its name is the run's id. */
  readonly dir: string;
  /** Address of the server, such as `https://bartizan.example.com`. Nothing else is contacted. */
  readonly to: string;
  /** Sent as a bearer token, over https or loopback only. */
  readonly token: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
  readonly onProgress?: (progress: PushProgress) => void;
}

export interface PushProgress {
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
}

export interface PushOutcome {
  readonly run: string;
  readonly entries: number;
  /** The server had it already. */
  readonly alreadyHere: boolean;
  /** Bytes sent this time; less than the bundle's when an earlier push was cut. */
  readonly bytesSent: number;
}

interface LocalFile {
  readonly path: string;
  readonly bytes: number;
}

function checkedAddress(to: string): URL {
  const url = URL.canParse(to) ? new URL(to) : undefined;
  const at = "--to";
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "")
    throw serverErrors.pushRefused("The server's address has to be an http or https URL without a user.", {
      at,
    });
  if (url.protocol === "http:" && !isLoopback(url.hostname.replaceAll(/[[\]]/g, "")))
    throw serverErrors.pushRefused(
      "A token is not sent without TLS beyond this machine.",
      { at },
      { remedy: "Use the server's https address." },
    );
  return url;
}

/** The files of the bundle, the ledger last: it is the longest, and the first whose end matters. */
async function filesOf(dir: string): Promise<readonly LocalFile[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw serverErrors.pushRefused("There is no bundle here.", { file: dir }, { cause });
  });
  const files: LocalFile[] = [];
  for (const entry of entries) {
    const full = join(entry.parentPath, entry.name);
    const path = relative(dir, full).split(sep).join("/");
    if (!entry.isFile() || bundleFileLimit(path) === undefined) continue;
    files.push({ path, bytes: (await stat(full)).size });
  }
  if (!files.some(({ path }) => path === "closing.dsse.json"))
    throw serverErrors.pushRefused(
      "The run was not closed, so that there is nothing final to push.",
      { file: dir },
      {
        remedy: isScanId(basename(dir))
          ? "Scan again, to the end, and push that scan."
          : "Finish it with `bartizan assess --resume`, then push again.",
      },
    );
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function* piecesOf(
  path: string,
  from: number,
  total: number,
): AsyncGenerator<{ start: number; bytes: Uint8Array<ArrayBuffer> }> {
  const file = await open(path, "r");
  try {
    for (let start = from; start < total;) {
      const bytes = new Uint8Array(Math.min(pieceBytes, total - start));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
      if (bytesRead === 0)
        throw serverErrors.pushRefused("The file became shorter while it was pushed.", { file: path });
      yield { start, bytes: bytes.subarray(0, bytesRead) };
      start += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Sends what is missing of one file. Empty files are sent as such. */
async function sendFile(
  api: RemoteApi,
  run: string,
  dir: string,
  file: LocalFile,
  arrived: number | undefined,
  sent: (bytes: number) => void,
): Promise<void> {
  // More than we have is of another push; the server replaces the file when it starts at 0 again.
  const from = arrived === undefined || arrived > file.bytes ? 0 : arrived;
  if (arrived === file.bytes) return;
  if (file.bytes === 0) await api.putPiece(run, file.path, new Uint8Array(), 0, 0);
  for await (const { start, bytes } of piecesOf(join(dir, file.path), from, file.bytes)) {
    await api.putPiece(run, file.path, bytes, start, file.bytes);
    sent(bytes.length);
  }
}

/**
 * Sends a closed bundle to a server, which verifies it before it takes it. Resumes what was cut: files
 * and parts of files that have arrived are not sent again.
 *
 * @throws SERVER_PUSH_REFUSED (bad address, no closed bundle, the server's refusal), SERVER_PUSH_FAILED
 */
export async function pushBundle(options: PushOptions): Promise<PushOutcome> {
  const { dir, onProgress } = options;
  const run = basename(dir);
  if (!isRunId(run))
    throw serverErrors.pushRefused("The folder's name is not the id of a run.", { file: dir });
  const api = remoteApi({ ...options, base: checkedAddress(options.to) });
  const files = await filesOf(dir);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  let [filesDone, bytesDone, bytesSent] = [0, 0, 0];
  const tell = (): void => onProgress?.({ files: files.length, filesDone, bytes, bytesDone });

  const arrival = await api.arrival(run);
  if (arrival.state !== "here") {
    const arrived = new Map(arrival.files.map((file) => [file.path, file.bytes]));
    for (const file of files) {
      const there = arrived.get(file.path);
      if (there !== undefined && there <= file.bytes) bytesDone += there;
      await sendFile(api, run, dir, file, there, (n) => {
        bytesSent += n;
        bytesDone += n;
        tell();
      });
      filesDone += 1;
      tell();
    }
  }
  const closed = await api.close(run);
  return { run, entries: closed.entries, alreadyHere: closed.alreadyHere, bytesSent };
}
