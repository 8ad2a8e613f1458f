import { access, constants, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { DoctorReport } from "../../contracts/index.ts";
import { packsRoot } from "../../knowledge/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { egressOf } from "../../targets/index.ts";
import type { Workspace } from "../workspace/workspace.ts";

const leastFree = 500 * 1024 * 1024;
const leastNode = 24;

type Check = DoctorReport["checks"][number];

/** The machine, and everything that may leave it: only what the manifests of this workspace name. */
export async function doctor(
  workspace: Workspace,
  systems: readonly LoadedSystem[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<DoctorReport> {
  const checks = [
    nodeVersion(),
    await writable(workspace.paths.root),
    await freeSpace(workspace.folder),
    await packs(),
    telemetry(),
  ];
  const egress = systems.flatMap((loaded) =>
    (loaded.manifest.targets ?? []).flatMap((target) =>
      egressOf(target, env).map(({ origin, purpose }) => ({
        to: origin,
        why: `${purpose === "proxy" ? "proxy for target" : "target"} ${target.id} of ${loaded.manifest.system.id}`,
        source: loaded.file,
      })),
    ),
  );
  if (env["DATABASE_URL"] !== undefined) {
    egress.push({ to: hostOf(env["DATABASE_URL"]), why: "the store's database", source: "DATABASE_URL" });
  }
  return { checks, egress };
}

function nodeVersion(): Check {
  const major = Number(process.versions.node.split(".")[0]);
  const ok = major >= leastNode;
  return {
    name: "Node",
    ok,
    detail: process.versions.node,
    ...(ok ? {} : { remedy: `Run with Node ${leastNode} or newer.` }),
  };
}

async function writable(folder: string): Promise<Check> {
  const ok = await access(folder, constants.W_OK).then(
    () => true,
    () =>
      access(dirname(folder), constants.W_OK).then(
        () => true,
        () => false,
      ),
  );
  return {
    name: "Workspace",
    ok,
    detail: folder,
    ...(ok ? {} : { remedy: "Check permissions, or name another folder with --workspace." }),
  };
}

async function freeSpace(folder: string): Promise<Check> {
  const space = await statfs(folder).catch(() => undefined);
  if (space === undefined)
    return { name: "Free space", ok: false, detail: "unknown", remedy: "Check that the folder exists." };
  const free = space.bavail * space.bsize;
  const ok = free >= leastFree;
  return {
    name: "Free space",
    ok,
    detail: `${Math.floor(free / 1e6)} MB`,
    ...(ok ? {} : { remedy: "Evidence needs room: free at least 500 MB." }),
  };
}

async function packs(): Promise<Check> {
  const folder = packsRoot();
  const ok = await access(folder).then(
    () => true,
    () => false,
  );
  return {
    name: "Packs",
    ok,
    detail: folder,
    ...(ok ? {} : { remedy: "Reinstall: the content packs are missing." }),
  };
}

function telemetry(): Check {
  return { name: "Telemetry", ok: true, detail: "none; Bartizan contacts only what is listed below" };
}

/** Host and port without credentials. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "unreadable URL";
}
