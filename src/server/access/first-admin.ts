import { chmod, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Clock } from "../../contracts/index.ts";
import type { AccountStore } from "../../store/index.ts";
import { serverErrors } from "../errors.ts";
import { mintSecret, readSecret, sameHash, type RandomBytes } from "./secret.ts";

/** The person that the first start makes: whoever may read the workspace. */
export const localAdmin = "local-admin";
/** The one organisation of a workspace. */
export const localOrganisation = "local";

export interface FirstAdmin {
  readonly person: string;
  /** Set when it was made just now: to be shown once. Later it stands in the token file only. */
  readonly newToken?: string;
}

/** Writes a file that only its owner can read, whole or not at all. */
async function writePrivate(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.draft`;
  await rm(draft, { force: true });
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** The token of the file, when it is still one the store accepts for the local administrator. */
async function standing(store: AccountStore, path: string): Promise<boolean> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  const read = text === undefined ? undefined : readSecret("token", text.trim());
  if (read === undefined) return false;
  const kept = await store.token(read.id);
  return kept !== undefined && kept.person === localAdmin && sameHash(kept.hash, read.hash);
}

/**
 * Makes sure that whoever owns the workspace can sign in. The first start creates the person, the role
 * admin everywhere and a token, kept in `tokenFile` (0600). A file that others can read is refused: the
 * token has to be taken for known. A lost or emptied file gets a new token, and the old ones end.
 *
 * @throws SERVER_TOKEN_FILE_EXPOSED
 */
export async function ensureAdmin(deps: {
  readonly store: AccountStore;
  readonly tokenFile: string;
  readonly organisation: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
}): Promise<FirstAdmin> {
  const { store, tokenFile, clock, random } = deps;
  const at = new Date(clock.now()).toISOString();
  const found = await stat(tokenFile).catch(() => undefined);
  if (found !== undefined && process.platform !== "win32" && (found.mode & 0o077) !== 0)
    throw serverErrors.tokenFileExposed("Others on this machine can read the administrator's token.", {
      file: tokenFile,
    });
  if (await standing(store, tokenFile)) return { person: localAdmin };

  const minted = mintSecret("token", random);
  // The file first: a token that is only in the store would be lost, one that is only in the file is void.
  await writePrivate(tokenFile, `${minted.text}\n`);
  await chmod(tokenFile, 0o600);
  if ((await store.person(localAdmin)) !== undefined) await store.removePerson(localAdmin, at);
  await store.putOrganisation({ id: localOrganisation, name: deps.organisation });
  await store.putPerson({ id: localAdmin, name: "Local administrator", organisation: localOrganisation, at });
  await store.grant(localAdmin, "*", "admin", at);
  await store.putToken({
    id: minted.id,
    person: localAdmin,
    hash: minted.hash,
    label: "first start",
    createdAt: at,
  });
  return { person: localAdmin, newToken: minted.text };
}
