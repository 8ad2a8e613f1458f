import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { LiveEvent } from "../contracts/index.ts";
import { createBundle, readWorkspaceEntries } from "../evidence/index.ts";
import { openStore, type Store } from "../store/index.ts";
import { scan } from "./scan/index.ts";
import { systemClock } from "./system-clock.ts";
import { workspacePorts } from "./views/ports.ts";
import { openWorkspace, type Workspace } from "./workspace/workspace.ts";

const cwd = mkdtempSync(join(tmpdir(), "pushed-scans-"));
let [here, there]: Workspace[] = [];
let store: Store;
let dir = "";
beforeAll(async () => {
  writeFileSync(join(cwd, "a.json"), '{"a": 1}');
  here = await openWorkspace(join(cwd, "here"));
  there = await openWorkspace(join(cwd, "there"));
  await there.prepare();
  store = await openStore({ path: join(cwd, "index.sqlite") }, { clock: systemClock });
  dir = (await scan({ paths: ["a.json"], cwd, workspace: here.folder })).evidence?.dir ?? "";
});
afterAll(async () => {
  await store.close();
  rmSync(cwd, { recursive: true, force: true });
});

it("the bundle of a scan is taken in, listed, verified and noted once", async () => {
  const ports = workspacePorts(there!, store, {});
  const id = basename(dir);
  expect(await ports.evidence(id)).toBeUndefined();
  expect(await ports.verifyBundle(dir)).toMatchObject({
    status: { state: "intact" },
    run: id,
    scan: { summary: { id } },
  });
  cpSync(dir, join(there!.paths.runs, id), { recursive: true });
  for (let i = 0; i < 2; i++) await ports.bundleArrived(id, dir, { id: "ann", name: "Ann" });
  expect(await ports.scans.list()).toMatchObject([{ id, status: "finished", verdict: "clean" }]);
  expect(await ports.evidence(id)).toMatchObject({ state: "intact" });
  const noted = [];
  for await (const { type, body } of readWorkspaceEntries(there!.paths.ledger))
    if (type === "bundle.received") noted.push(body);
  expect(noted).toEqual([{ run: id, by: "Ann" }]);
});

it("a bundle that calls itself clean over an unsafe file, or holds nothing, does not pass for a clean scan", async () => {
  const ports = workspacePorts(there!, store, {});
  const forge = async (id: string, entries: readonly (readonly [string, object])[]): Promise<string> => {
    const bundle = await createBundle({
      dir: join(cwd, "forged", id),
      clock: systemClock,
      key: await here!.key(),
      header: { kind: "scan", id, tool: { name: "bartizan", version: "0" } },
    });
    for (const [type, body] of entries) await bundle.append(type, body as never);
    await bundle.close();
    return join(cwd, "forged", id);
  };
  const liar = await forge("scan-20261123-100000-00000a", [
    ["scan.started", { paths: ["m"] }],
    ["scan.artifact", { report: { path: "m", verdict: "unsafe", findings: [], bytes: 1 } }],
    [
      "scan.finished",
      {
        startedAt: "2026-11-23T10:00:00.000Z",
        finishedAt: "2026-11-23T10:00:00.000Z",
        paths: ["m"],
        verdict: "clean",
      },
    ],
  ]);
  const told = await ports.verifyBundle(liar);
  expect(told).not.toMatchObject({ scan: { report: { verdict: "clean" } } });
  expect(told).not.toMatchObject({ scan: { summary: { verdict: "clean" } } });
  const broken = await forge("scan-20261123-100000-00000b", [["scan.artifact", { report: 7 }]]);
  expect((await ports.verifyBundle(broken)).run).toBeUndefined();
});

it("a scan in the workspace is told of live", async () => {
  const stop = new AbortController();
  let listening = (): void => undefined;
  const began = new Promise<void>((resolve) => (listening = resolve));
  const clock = {
    ...systemClock,
    now: () => systemClock.now(),
    sleep: async (): Promise<void> => {
      // The first rest: what was there already has been noted, and is not told again.
      listening();
      await systemClock.sleep(20, stop.signal);
    },
  };
  const watched = await openWorkspace(here!.folder, { clock });
  const events = workspacePorts(watched, store, {}).events(stop.signal)[Symbol.asyncIterator]();
  const first = events.next();
  await began;
  const { evidence } = await scan({ paths: ["a.json"], cwd, workspace: here!.folder });
  let event = (await first).value as LiveEvent;
  while (event.type !== "scan" || event.scan.status !== "finished")
    event = (await events.next()).value as LiveEvent;
  expect(event.scan.id).toBe(evidence?.id);
  stop.abort();
  await events.return(undefined);
});
