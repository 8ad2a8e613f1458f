import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { serverErrors } from "../errors.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".map": "application/json; charset=utf-8",
};
/** Vite puts a content hash into these names. */
const hashed = /^\/assets\/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;
const atMost = 64 * 1024 * 1024;

interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
  readonly cache: string;
}

/** The built console. Only names found at the start are answered: no path ever reaches the file system. */
export interface StaticFiles {
  readonly names: readonly string[];
  answer(request: Request): Response;
}

async function load(dir: string): Promise<Map<string, StaticFile>> {
  const files = new Map<string, StaticFile>();
  let total = 0;
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    // Links are not followed: `isFile` of a directory entry is false for them.
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const name = `/${relative(dir, full).split(sep).join("/")}`;
    // Build tools leave their notes in hidden folders.
    if (name.includes("/.")) continue;
    const type = types[extname(name).toLowerCase()];
    if (type === undefined) continue;
    const bytes = new Uint8Array(await readFile(full));
    total += bytes.length;
    if (total > atMost)
      throw serverErrors.consoleUnreadable(`The console is larger than ${atMost} bytes.`, { file: dir });
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    const cache = hashed.test(name) ? "public, max-age=31536000, immutable" : "no-cache";
    files.set(name, { bytes, type, etag, cache });
  }
  return files;
}

const unbuilt =
  "The console has not been built. Run `npm run build` and start again. The API is at /openapi.json.\n";

/** Reads the console into memory. A missing folder is answered with how to build it. */
export async function loadStaticFiles(dir: string | undefined): Promise<StaticFiles> {
  const there = dir !== undefined && (await stat(dir).catch(() => undefined))?.isDirectory() === true;
  const files = there
    ? await load(dir).catch((cause: unknown) => {
        throw serverErrors.consoleUnreadable("The console could not be read.", { file: dir }, { cause });
      })
    : new Map<string, StaticFile>();
  const index = files.get("/index.html");

  function find(path: string): StaticFile | undefined {
    const exact = files.get(path === "/" ? "/index.html" : path);
    // A page of the console has no extension: it is the console's to route.
    return exact ?? (extname(path) === "" ? index : undefined);
  }

  return {
    names: [...files.keys()].sort(),
    answer(request) {
      if (index === undefined)
        return new Response(unbuilt, {
          status: 503,
          headers: { "content-type": "text/plain; charset=utf-8" },
        });
      const file = find(new URL(request.url).pathname);
      if (file === undefined) throw serverErrors.notFound("There is no such page.");
      const headers = { etag: file.etag, "cache-control": file.cache };
      if (request.headers.get("if-none-match") === file.etag)
        return new Response(null, { status: 304, headers });
      return new Response(file.bytes, { headers: { ...headers, "content-type": file.type } });
    },
  };
}
