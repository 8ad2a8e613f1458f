import { expect, it } from "vitest";
import { rootDigest } from "../../assess/provenance/index.ts";
import type { ArtifactReport, ChainLink, ScanReport, ScannedPart } from "../../contracts/index.ts";
import { chainsOfScan } from "./chain-of-scan.ts";
import type { RecordedCheck } from "./recorded-checks.ts";

const digest = (letter: string): string => letter.repeat(64);

const file = (path: string, sha256?: string): ArtifactReport => ({
  path,
  format: "safetensors",
  alsoReadAs: [],
  bytes: 1,
  bytesExamined: 1,
  ...(sha256 === undefined ? {} : { sha256 }),
  verdict: "clean",
  findings: [],
  loaders: [],
  passed: [],
  regions: [],
  members: [],
  facts: {},
});

const part = (section: ScannedPart["section"], id: string, path: string, expected?: string): ScannedPart => ({
  section,
  id,
  path,
  verdict: "clean",
  findings: [],
  ...(expected === undefined ? {} : { expected }),
});

const report = (
  artifacts: readonly ArtifactReport[],
  system?: Partial<ScanReport["system"]>,
): ScanReport => ({
  schemaVersion: "bartizan.scan/v1",
  tool: { name: "bartizan", version: "0" },
  startedAt: "2026-11-23T09:00:00.000Z",
  finishedAt: "2026-11-23T09:00:00.000Z",
  paths: artifacts.map(({ path }) => path.split("/")[0] ?? ""),
  verdict: "clean",
  artifacts,
  notes: [],
  ...(system === undefined ? {} : { system: { id: "s", name: "S", digest: "", parts: [], ...system } }),
});

const signed = (files: readonly string[], over: Partial<RecordedCheck> = {}): RecordedCheck => ({
  about: "signature",
  path: "m",
  document: "m/model.sig",
  state: "matches",
  why: "Every file is as it was signed.",
  files,
  entry: 4,
  at: "2026-11-22T09:00:00.000Z",
  ...over,
});

const links = (scanned: ScanReport, checks: readonly RecordedCheck[] = []): readonly ChainLink[] =>
  chainsOfScan("scan-1", scanned, checks)[0]?.links ?? [];
const stateOf = (all: readonly ChainLink[], kind: ChainLink["kind"]) =>
  all.filter((link) => link.kind === kind).map(({ state }) => state);

const made: NonNullable<NonNullable<ScanReport["system"]>["made"]> = [
  { artifact: "tuned", from: { section: "artifacts", id: "base" }, how: "base" },
  { artifact: "tuned", from: { section: "datasets", id: "chats" }, how: "dataset" },
  { artifact: "tuned", from: { section: "source_trees", id: "train" }, how: "training-code" },
];

it("says of every part of a manifest how its digest stands, worked out from the digests themselves", () => {
  const all = links(
    report([file("base.safetensors", digest("a")), file("tuned.safetensors", digest("b"))], {
      parts: [
        // A report that claims a match is not asked: the digests are.
        { ...part("artifacts", "base", "base.safetensors", digest("c")), digest: "matches" },
        part("artifacts", "tuned", "tuned.safetensors", digest("b")),
        part("datasets", "chats", "chats.jsonl", digest("d")),
        part("source_trees", "train", "train"),
      ],
      made,
    }),
  );
  expect(all.map(({ kind, state }) => [kind, state])).toEqual([
    ["base", "differs"],
    ["adapter", "not-recorded"],
    ["dataset", "not-checked"],
    ["training-code", "not-recorded"],
    ["artifact", "matches"],
    ["signature", "not-recorded"],
    ["training-statement", "not-recorded"],
    ["scan-statement", "not-recorded"],
    ["bom", "not-recorded"],
  ]);
});

it("a model that another was made from has no chain of its own, and a circle of bases ends", () => {
  const parts = [part("artifacts", "base", "base.bin"), part("artifacts", "tuned", "tuned.bin")];
  const artifacts = [file("base.bin"), file("tuned.bin")];
  const circle = [
    ...made,
    { artifact: "base", from: { section: "artifacts" as const, id: "tuned" }, how: "base" as const },
  ];
  expect(chainsOfScan("s", report(artifacts, { parts, made }), []).map(({ subject }) => subject)).toEqual([
    "tuned",
  ]);
  expect(chainsOfScan("s", report(artifacts, { parts, made: circle }), [])).toHaveLength(2);
});

it("a signature counts for the bytes that it was verified for, wherever they lie, and for no others", () => {
  const here = report([file("m/w.safetensors", digest("a"))]);
  expect(stateOf(links(here, [signed([digest("a")])]), "signature")).toEqual(["matches"]);
  expect(stateOf(links(here, [signed([digest("a")])]), "artifact")).toEqual(["matches"]);
  expect(stateOf(links(here, [signed([digest("a")], { path: "elsewhere" })]), "signature")).toEqual([
    "matches",
  ]);
  expect(stateOf(links(here, [signed([digest("f")])]), "signature")).toEqual(["not-checked"]);
  expect(stateOf(links(here, [signed([digest("f")], { path: "elsewhere" })]), "signature")).toEqual([
    "not-recorded",
  ]);
});

it("a file that nobody signed takes the match away; the signature itself does not", () => {
  const own = [file("m/w.safetensors", digest("a")), file("m/model.sig", digest("e"))];
  expect(stateOf(links(report(own), [signed([digest("a")])]), "signature")).toEqual(["matches"]);
  const more = [...own, file("m/extra.pkl", digest("9"))];
  const found = links(report(more), [signed([digest("a")])]).find(({ kind }) => kind === "signature");
  expect(found).toMatchObject({
    state: "not-checked",
    why: expect.stringContaining("m/extra.pkl") as string,
  });
});

it("the newest verification of the same bytes counts, also where it is the worse", () => {
  const here = report([file("m/w.safetensors", digest("a"))]);
  const worse = signed([digest("a")], { state: "differs", why: "Another key.", entry: 5 });
  expect(stateOf(links(here, [signed([digest("a")]), worse]), "signature")).toEqual(["differs"]);
  const idle = signed([digest("a")], { state: "not-checked", why: "No key.", entry: 5 });
  expect(stateOf(links(here, [signed([digest("a")]), idle]), "signature")).toEqual(["matches"]);
  expect(stateOf(links(here, [idle]), "signature")).toEqual(["not-checked"]);
});

it("the digest of a folder is that of its files in their order, its signature left out; another proves nothing", () => {
  const files = [
    file("m/b.safetensors", digest("b")),
    file("m/a.json", digest("a")),
    file("m/model.sig", digest("e")),
  ];
  const root = rootDigest([digest("a"), digest("b")]);
  const scanned = (expected: string) =>
    stateOf(links(report(files, { parts: [part("artifacts", "m", "m", expected)] })), "artifact");
  expect([scanned(root), scanned(digest("0"))]).toEqual([["matches"], ["not-checked"]]);
});
