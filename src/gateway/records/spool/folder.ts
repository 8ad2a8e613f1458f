import { readFile, rename, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** Where every process has its own spool. */
export const spoolsFolder = (dir: string): string => join(dir, "spool");

/** Segments are numbered from 1 and read in that order. */
export const segmentName = (number: number): string => `${String(number).padStart(10, "0")}.jsonl`;

const segmentPattern = /^(\d{10})\.jsonl$/;

/** The number of a segment by its file name; undefined for any other file. */
export function segmentNumber(name: string): number | undefined {
  const digits = segmentPattern.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Who writes a spool. A process is named by its pid and when it started, as pids are used again. */
interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly started: string;
}

const ownerFile = (folder: string): string => join(folder, "owner.json");

/** When a process began, in ticks since the machine did, or `unknown` where the system does not tell. */
async function startOf(pid: number): Promise<string> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The program's name stands in brackets and may hold anything: count from behind it.
    return `${boot.trim()}/${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""}`;
  } catch {
    return "unknown";
  }
}

/** Says that this process writes the spool in this folder. */
export async function claimSpool(folder: string): Promise<void> {
  const owner: Owner = { host: hostname(), pid: process.pid, started: await startOf(process.pid) };
  const draft = `${ownerFile(folder)}.draft`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
  await rename(draft, ownerFile(folder));
}

/** Whether nobody will write to this spool any more, as far as this machine can know. */
export async function isOrphan(folder: string): Promise<boolean> {
  let owner: Owner;
  try {
    // Safe: our own file; whatever else it holds fails the comparisons below.
    owner = JSON.parse(await readFile(ownerFile(folder), "utf8")) as Owner;
  } catch {
    return false;
  }
  if (owner.host !== hostname() || !Number.isSafeInteger(owner.pid) || owner.pid < 1) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (cause) {
    // EPERM: there is such a process, and it belongs to somebody else.
    if ((cause as NodeJS.ErrnoException).code === "ESRCH") return true;
  }
  const started = await startOf(owner.pid);
  return started !== "unknown" && owner.started !== "unknown" && started !== owner.started;
}
