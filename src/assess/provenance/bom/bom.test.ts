import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../contracts/index.ts";
import { openSlots, type ModelDescription } from "../description/model-description.ts";
import { compareBom } from "./compare-bom.ts";
import { cycloneDx, cycloneVersions } from "./cyclonedx.ts";
import { importBom } from "./import-bom.ts";
import { spdxDocument } from "./spdx.ts";

const settings = { toolVersion: "0.1.0", now: "2026-11-23T20:00:00.000Z" };
const digest = (n: number): string => n.toString(16).padStart(64, "0");

const bare: ModelDescription = {
  name: "m",
  digest: digest(1),
  files: [{ path: "model.safetensors", sha256: digest(2), bytes: 10 }],
  licences: [],
  baseModels: [],
  datasets: [],
  inputs: [],
  outputs: [],
  languages: [],
  uses: [],
  limitations: [],
  metrics: [],
  documents: [],
  facts: {},
  templates: [],
};

const full: ModelDescription = {
  ...bare,
  version: "2.1",
  description: "Answers questions.",
  supplier: "Example GmbH",
  released: "2026-05-01T00:00:00Z",
  downloadLocation: "https://example.com/m",
  files: [...bare.files, { path: "chat_template.jinja", sha256: digest(3), bytes: 5 }],
  templates: [{ path: "chat_template.jinja", sha256: digest(3) }],
  licences: ["apache-2.0", "a licence of our own"],
  baseModels: [{ name: "example/base", sha256: digest(4) }, { name: "example/unknown" }],
  datasets: [{ name: "example/data", url: "https://example.com/d", sha256: digest(5), use: "training" }],
  task: "text-generation",
  family: "llama",
  architecture: "LlamaForCausalLM",
  inputs: ["text"],
  outputs: ["text"],
  uses: ["Support."],
  limitations: ["English only."],
  metrics: [{ type: "accuracy", value: "0.9", slice: "held out" }],
  documents: [
    { type: "scan-report", url: "scan.json", sha256: digest(6), comment: "verdict clean" },
    { type: "signature", url: "model.sig" },
    { type: "model-card", url: "README.md" },
  ],
  facts: { parameters: 7_000_000_000, dtype: "BF16" },
};

describe("CycloneDX ML-BOM", () => {
  it.each(
    cycloneVersions.flatMap((version) => [
      [version, "bare", bare] as const,
      [version, "full", full] as const,
    ]),
  )("%s of a %s description passes the strict validator", async (version, _, model) => {
    const validator = new Validation.JsonStrictValidator(
      version === "1.6" ? Spec.Version.v1dot6 : Spec.Version.v1dot7,
    );
    expect(await validator.validate(JSON.stringify(cycloneDx(model, version, settings)))).toBeNull();
  });

  it("names what nobody has said as slots with an owner, and fills none", () => {
    const text = JSON.stringify(cycloneDx(bare, "1.6", settings));
    expect(text).toContain("bartizan:slot:licence");
    expect(text).toContain("to be filled by the provider");
    expect(text).not.toMatch(/unknown|NOASSERTION/);
    expect(openSlots(full).map(({ field }) => field)).toEqual([
      "compute used for training",
      "energy consumption",
      "use in this system",
    ]);
  });

  it("gives the same document the same serial number, and another one another", () => {
    const number = (model: ModelDescription): JsonValue | undefined =>
      cycloneDx(model, "1.6", settings)["serialNumber"];
    expect(number(bare)).toBe(number(bare));
    expect(number(bare)).not.toBe(number({ ...bare, digest: digest(9) }));
    expect(number(bare)).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("SPDX 3", () => {
  const graphOf = (model: ModelDescription): Record<string, JsonValue>[] =>
    // Safe: the writer makes a list of objects.
    spdxDocument(model, settings)["@graph"] as Record<string, JsonValue>[];

  it("claims the AI profile only where all that it requires is known", () => {
    const profiles = (model: ModelDescription): JsonValue | undefined =>
      graphOf(model).find(({ type }) => type === "SpdxDocument")?.["profileConformance"];
    expect(profiles(full)).toContain("ai");
    expect(profiles(bare)).not.toContain("ai");
  });

  it("every element that is referred to is there, once", () => {
    const graph = graphOf(full);
    const ids = graph.flatMap(({ spdxId }) => (typeof spdxId === "string" ? [spdxId] : []));
    expect(new Set(ids).size).toBe(ids.length);
    for (const relation of graph.filter(({ type }) => type === "Relationship"))
      for (const end of [relation["from"], ...(relation["to"] as JsonValue[])]) expect(ids).toContain(end);
    expect(graph.filter(({ type }) => type === "Relationship").map((r) => r["relationshipType"])).toEqual([
      "contains",
      "trainedOn",
      "hasDeclaredLicense",
      "descendantOf",
    ]);
  });
});

describe("bills of materials of others", () => {
  const files = full.files;
  it.each([
    ["CycloneDX", cycloneDx(full, "1.7", settings)],
    ["SPDX", spdxDocument(full, settings)],
  ])("in %s are read back, licences and digests included", (_, document) => {
    const bom = importBom(document, "bom.json");
    const model = bom.parts.find(({ name, kind }) => kind === "model" && name === "m");
    expect(model?.licences[0]).toBe("Apache-2.0");
    expect(bom.parts.filter(({ kind }) => kind === "file").map(({ sha256 }) => sha256)).toEqual([
      digest(2),
      digest(3),
    ]);
    expect(compareBom(bom, files)).toMatchObject({ differing: [], unlisted: [] });
  });

  it("are compared with the disk by digest", () => {
    const bom = importBom(cycloneDx(full, "1.6", settings), "bom.json");
    const found = compareBom(bom, [
      { path: "model.safetensors", sha256: digest(7) },
      { path: "renamed.jinja", sha256: digest(3) },
      { path: "extra.py", sha256: digest(8) },
    ]);
    expect(found).toMatchObject({
      matching: ["renamed.jinja"],
      differing: [{ path: "model.safetensors", listed: digest(2), found: digest(7) }],
      unlisted: ["extra.py"],
      absent: ["example/data"],
    });
  });

  it("of another kind are refused", () => {
    expect(() => importBom({ spdxVersion: "SPDX-2.3" }, "bom.json")).toThrow(/neither CycloneDX nor SPDX 3/);
  });
});
