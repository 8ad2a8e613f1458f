import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ArtifactReport, CodeReport, LiveEvent, ScanDetail, ScanFinding } from "../contracts/index.ts";
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
    status: {
      state: "intact",
      checked: expect.arrayContaining([expect.stringMatching(/^1 checkpoint: .*\(1 matches\)/)]),
    },
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

const unsafe: ScanFinding = {
  id: "S-0000000001",
  rule: "pickle/exec",
  title: "A pickle names something that runs code",
  severity: "critical",
  effect: "unsafe",
  description: "It names os.system.",
  remedy: "Do not load the file.",
  place: { path: "m/a.pkl" },
  references: [],
};
const file = (part: Partial<ArtifactReport> = {}): ArtifactReport => ({
  path: "m/a.pkl",
  format: "pickle",
  alsoReadAs: [],
  bytes: 1,
  bytesExamined: 1,
  verdict: "clean",
  findings: [],
  loaders: [],
  passed: [],
  regions: [],
  members: [],
  facts: {},
  ...part,
});
const review = (part: Partial<CodeReport> = {}): CodeReport => ({
  files: 1,
  bytes: 1,
  incomplete: [],
  findings: [],
  suppressed: [],
  passed: [],
  callSites: [],
  graph: { nodes: [], edges: [] },
  verdict: "clean",
  ...part,
});

describe("a bundle that anybody may have written", () => {
  let made = 0;
  const forge = async (entries: readonly (readonly [string, object])[]): Promise<string> => {
    const id = `scan-20261123-100000-${String(made++).padStart(6, "0")}`;
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
  const told = async (artifact: ArtifactReport, code?: CodeReport): Promise<BundleScan> => {
    const dir = await forge([
      ["scan.started", { paths: ["m"] }],
      ["scan.artifact", { report: artifact }],
      ...(code === undefined ? [] : [["scan.code", { report: code }] as const]),
      [
        "scan.finished",
        {
          schemaVersion: "bartizan.scan/v1",
          tool: { name: "bartizan", version: "0" },
          startedAt: "2026-11-23T10:00:00.000Z",
          finishedAt: "2026-11-23T10:00:00.000Z",
          paths: ["m"],
          verdict: "clean",
          notes: [],
          sentence: "Nothing was found.",
          system: {
            id: "s",
            name: "S",
            digest: "0",
            parts: [{ section: "artifacts", id: "m", path: "m", verdict: "clean", findings: [] }],
          },
        },
      ],
    ]);
    // Safe: what has no scan in it fails at the first look.
    return (await workspacePorts(there!, store, {}).verifyBundle(dir)) as unknown as BundleScan;
  };
  interface BundleScan {
    readonly scan: ScanDetail;
  }
  const everywhere = ({ scan: { report, summary } }: BundleScan) => [
    report.verdict,
    summary.verdict,
    report.artifacts[0]?.verdict,
    report.system?.parts[0]?.verdict,
  ];

  it.each([
    ["a file", file({ findings: [unsafe] }), undefined],
    [
      "a member of a member",
      file({ members: [file({ members: [file({ findings: [unsafe] })] })] }),
      undefined,
    ],
    ["code", file(), review({ findings: [unsafe] })],
  ])("does not pass for clean over a finding of %s", async (_, artifact, code) => {
    const read = await told(artifact, code);
    expect(everywhere(read)).toEqual(["unsafe", "unsafe", "unsafe", "unsafe"]);
    expect(read.scan.summary.sentence).toContain("1 does harm");
    expect(read.scan.report.code?.verdict).toBe(code === undefined ? undefined : "unsafe");
  });

  it("nor over code that was not read to its end", async () => {
    const read = await told(file(), review({ incomplete: [{ path: "m/a.pkl", why: "too deep" }] }));
    expect(everywhere(read)).toEqual(["incomplete", "incomplete", "incomplete", "incomplete"]);
  });

  it("is believed where its findings say no worse, and what is suppressed does not count", async () => {
    const quiet = { ...unsafe, suppressed: { reason: "Known." } };
    expect(everywhere(await told(file({ findings: [quiet] })))).toEqual(Array(4).fill("clean"));
  });

  it("holds no scan where its report is none", async () => {
    const broken = await forge([["scan.artifact", { report: 7 }]]);
    expect((await workspacePorts(there!, store, {}).verifyBundle(broken)).run).toBeUndefined();
  });
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
