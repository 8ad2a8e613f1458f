import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { evidenceErrors } from "../errors.ts";
import { writeFailure } from "../ledger/write-failure.ts";
import { bundleFiles } from "./files.ts";

/** Who holds a lock. A process is named by its pid together with when it started, as pids are reused. */
interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly host: string;
  readonly nonce: string;
}

/** The right to write a bundle. */
export interface Lock {
  /** @throws EVIDENCE_LOCK_LOST when another process has taken the lock away. */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the lock of a bundle: the file `lock`, made exclusively. The lock of a process that is dead on
 * this host is taken over; that of a live process, or of another host, never is.
 *
 * @throws EVIDENCE_IN_USE, EVIDENCE_NOT_WRITABLE, EVIDENCE_DISK_FULL
 */
export async function takeLock(dir: string): Promise<Lock> {
  const path = bundleFiles(dir).lock;
  const started = await startOf(process.pid);
  const mine: Holder = {
    pid: process.pid,
    started: started ?? "unknown",
    host: hostname(),
    nonce: randomBytes(16).toString("hex"),
  };
  const text = JSON.stringify(mine);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await createExclusively(path, text)) return heldLock(path, text);
    const there = await readIfThere(path);
    if (there === undefined) continue;
    const holder = parseHolder(there);
    if (holder !== undefined && (holder.host !== mine.host || (await isAlive(holder))))
      throw inUse(dir, holder);
    await removeStale(path, there);
  }
  throw inUse(dir, undefined);
}

/** Appears whole or not at all: written beside, then linked to its name. */
async function createExclusively(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    const file = await open(draft, "wx", 0o644);
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    await link(draft, path);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw writeFailure(cause, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Moves a stale lock away. Should another process have replaced it meanwhile, what was moved is a live
 * lock and goes back; its owner checks before every commit that it still holds it, so that even losing
 * this race never lets two processes write.
 */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readIfThere(aside)) !== stale) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

function heldLock(path: string, text: string): Lock {
  return {
    async assertHeld() {
      if ((await readIfThere(path)) !== text)
        throw evidenceErrors.lockLost("The lock file was removed or replaced by another process.", {
          file: path,
        });
    },
    async release() {
      if ((await readIfThere(path)) === text) await rm(path, { force: true });
    },
  };
}

const inUse = (dir: string, holder: Holder | undefined) =>
  evidenceErrors.inUse(
    holder === undefined
      ? `The lock of ${dir} keeps changing hands.`
      : `Process ${holder.pid} on ${holder.host.slice(0, 80)} is writing to ${dir}.`,
    { file: bundleFiles(dir).lock },
  );

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw writeFailure(cause, path);
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, started, host, nonce } = JSON.parse(text) as Record<keyof Holder, unknown>;
    if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid < 1) return undefined;
    if (typeof started !== "string" || typeof host !== "string" || typeof nonce !== "string")
      return undefined;
    return { pid, started, host, nonce };
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (cause) {
    // EPERM: there is such a process, and it belongs to somebody else.
    if ((cause as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const started = await startOf(holder.pid);
  return started === undefined || holder.started === "unknown" || started === holder.started;
}

/** When a process started: boot id and clock ticks since then. Undefined where the system does not say. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets and may hold anything; count from behind it.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return ticks === undefined ? undefined : `${boot.trim()}/${ticks}`;
  } catch {
    return undefined;
  }
}

/** Whether a lock is held by a process that lives, or by one on another host, of which nothing is known. */
export async function isHeld(dir: string): Promise<boolean> {
  const there = await readIfThere(bundleFiles(dir).lock);
  const holder = there === undefined ? undefined : parseHolder(there);
  return holder !== undefined && (holder.host !== hostname() || (await isAlive(holder)));
}
