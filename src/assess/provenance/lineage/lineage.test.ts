import { describe, expect, it } from "vitest";
import { parseSystem } from "../../../system/index.ts";
import { lineageOf } from "./lineage.ts";
import { compareSlsa, readSlsa, slsaStatement, type TrainingRun } from "./slsa.ts";

const digest = (n: number): string => n.toString(16).padStart(64, "0");
const system = (artifacts: string): string => `version: bartizan/v1
system: {id: small, name: Small, purpose: Answer, jurisdictions: [EU], users: {kind: employees, count: 1, vulnerable: false, minors: false}, autonomy: answers, consequential_decisions: false, criticality: low}
data_classes: [{id: q, sensitivity: internal, tags: [untrusted]}]
zones: [{id: corp, trust: 3, operator: self}]
components: [{id: bot, kind: app, zone: corp, identity: user-delegated, history_source: server, langs: [en]}]
flows: []
datasets: [{id: mails, path: mails.jsonl, sha256: "${digest(3)}", licence: CC0-1.0}]
source_trees: [{id: trainer, path: train, revision: 0a1b}]
artifacts: ${artifacts}
`;

describe("lineage", () => {
  it("is checked by digest, part by part", async () => {
    const { manifest } = parseSystem(
      system(
        `[{id: tuned, path: tuned, sha256: "${digest(1)}", base: base, trained_on: [mails], training_code: [trainer], signature: {key: k.pem}}, {id: base, path: base, sha256: "${digest(2)}"}, {id: loose, path: loose}]`,
      ),
      "system.yaml",
    );
    const onDisk = new Map([
      ["tuned", digest(1)],
      ["base", digest(9)],
      ["loose", digest(8)],
    ]);
    const found = await lineageOf(manifest, async (path) => onDisk.get(path));
    expect(found.nodes.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "artifact:tuned matches",
      "artifact:base differs",
      "artifact:loose not-pinned",
      "dataset:mails absent",
      "source-tree:trainer not-checked",
    ]);
    expect(found.edges.map(({ to, what }) => `${what} ${to}`)).toEqual([
      "derived from artifact:base",
      "trained on dataset:mails",
      "trained by source-tree:trainer",
    ]);
    expect(found.circles).toEqual([]);
  });

  it("a model that is made from itself is told", async () => {
    const { manifest } = parseSystem(
      system("[{id: a, path: a, base: b}, {id: b, path: b, base: c}, {id: c, path: c, base: b}]"),
      "system.yaml",
    );
    expect((await lineageOf(manifest, async () => undefined)).circles).toEqual([["b", "c"]]);
  });

  it("a base that is not described is refused", () => {
    expect(() => parseSystem(system("[{id: a, path: a, base: nothing}]"), "system.yaml")).toThrow(/nothing/);
  });
});

describe("SLSA provenance of a training run", () => {
  const run: TrainingRun = {
    builder: "https://example.com/trainer",
    products: [{ name: "model.safetensors", sha256: digest(1) }],
    materials: [{ name: "base", sha256: digest(2) }, { name: "code", gitCommit: "0a1b" }, { name: "mails" }],
    parameters: { epochs: 3 },
    startedOn: "2026-11-01T00:00:00Z",
  };

  it("is read back as it was written", () => {
    expect(readSlsa(slsaStatement(run), "provenance.json")).toEqual(run);
  });

  it("is compared with what lies here, and materials that nothing pins are named", () => {
    expect(compareSlsa(run, new Set([digest(1)]))).toEqual({
      matching: ["model.safetensors"],
      differing: [],
      unpinned: ["mails"],
    });
    expect(compareSlsa(run, new Set()).differing).toEqual(["model.safetensors"]);
  });

  it("without builder or digest is refused", () => {
    expect(() => readSlsa({ predicateType: "https://slsa.dev/provenance/v1", subject: [] }, "p")).toThrow(
      /builder/,
    );
    expect(() => readSlsa(slsaStatement({ ...run, products: [{ name: "m" }] }), "p")).toThrow(/SHA-256/);
    expect(() => readSlsa({}, "p")).toThrow(/SLSA/);
  });
});
