import { stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import type { SecretReader } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { decodeText, readBounded, visibleText } from "../../formats/index.ts";
import { systemErrors } from "../errors.ts";

const MAX_SECRET_BYTES = 64 * 1024;

export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a secret's file; by default from disk, at most 64 KiB. */
  readonly readFile?: (path: string) => Promise<Uint8Array>;
  /** Where relative paths start; by default the current directory. */
  readonly directory?: string;
  /** Told once for each file that others than its owner can read. */
  readonly warn?: (message: string) => void;
  /** Permission bits of a file, for the warning; by default from disk. */
  readonly mode?: (path: string) => Promise<number>;
}

/**
 * Reads secrets by reference: `env:NAME` or `file:PATH`. One trailing line end is dropped. The value
 * appears in no error and no warning. Each call reads afresh, so that a rotated secret is taken up.
 *
 * @throws (from the reader) SYSTEM_SECRET_REFERENCE, SYSTEM_SECRET_MISSING, SYSTEM_SECRET_UNUSABLE, FORMATS_*
 * @example const secrets = secretReader({ env: process.env }); await secrets("env:API_KEY");
 */
export function secretReader(sources: SecretSources): SecretReader {
  const warned = new Set<string>();
  return async (reference) => {
    const colon = reference.indexOf(":");
    const kind = reference.slice(0, Math.max(0, colon));
    const name = reference.slice(colon + 1);
    if (kind === "env") return usable(fromEnvironment(name, sources.env), `env:${name}`);
    if (kind === "file" && name !== "")
      return usable(await fromFile(name, sources, warned), `file:${visibleText(name)}`);
    // The reference is not repeated: somebody may have put the secret itself there.
    throw systemErrors.secretReference("A secret is given as `env:NAME` or `file:PATH`; this is neither.");
  };
}

function fromEnvironment(name: string, env: SecretSources["env"]): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,255}$/.test(name))
    throw systemErrors.secretReference("`env:` is followed by the name of an environment variable.");
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value === undefined)
    throw systemErrors.secretMissing(`The environment variable ${name} is not set.`, { at: `env:${name}` });
  return value;
}

async function fromFile(name: string, sources: SecretSources, warned: Set<string>): Promise<string> {
  const path = isAbsolute(name) ? name : join(sources.directory ?? ".", name);
  const read = sources.readFile ?? ((file) => readBounded(file, MAX_SECRET_BYTES));
  let bytes: Uint8Array;
  try {
    bytes = await read(path);
  } catch (cause) {
    if (cause instanceof BartizanError && cause.code !== "FORMATS_NOT_FOUND") throw cause;
    throw systemErrors.secretMissing(
      `The secret's file ${visibleText(path)} cannot be read.`,
      { file: path },
      { cause },
    );
  }
  if (sources.warn !== undefined && !warned.has(path)) {
    warned.add(path);
    const mode = await (sources.mode ?? diskMode)(path).catch(() => 0);
    if ((mode & 0o077) !== 0) {
      const bits = (mode & 0o777).toString(8);
      sources.warn(
        `${visibleText(path)} holds a secret and others can read it (mode ${bits}); chmod 600 it.`,
      );
    }
  }
  return decodeText(bytes, path);
}

const diskMode = async (path: string): Promise<number> => (await stat(path)).mode;

function usable(value: string, at: string): string {
  const secret = value.replace(/\r?\n$/, "");
  const wrong =
    secret === "" ? "is empty" : secret.length > MAX_SECRET_BYTES ? "is longer than 64 KiB" : undefined;
  if (wrong !== undefined) throw systemErrors.secretUnusable(`The secret ${wrong}.`, { at });
  for (let i = 0; i < secret.length; i += 1) {
    const code = secret.charCodeAt(i);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d)
      throw systemErrors.secretUnusable("The secret holds control characters.", { at });
  }
  return secret;
}
