import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../formats/index.ts";
import { loadSystem } from "../../system/index.ts";
import { bartizan } from "../testing/capture.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "bartizan-bom-draft-"));
  mkdirSync(join(cwd, "model"));
  mkdirSync(join(cwd, "manifests"));
  writeFileSync(join(cwd, "model", "weights.txt"), "weights");
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const out = "manifests/system.yaml";
const draft = () =>
  bartizan(["verify", "bom", "model", "--import", "bill.json", "--draft-manifest", out], { cwd });
const bill = (...components: readonly object[]): void =>
  writeFileSync(
    join(cwd, "bill.json"),
    JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components }),
  );
const hashes = (text: string) => [{ alg: "SHA-256", content: sha256(text) }];

describe("a manifest drafted from a bill of materials", () => {
  it("is accepted, and has the parts with their places, digests, licences and origins", async () => {
    bill(
      { type: "machine-learning-model", name: "Risk Model", licenses: [{ license: { id: "MIT" } }] },
      {
        type: "file",
        name: "called-otherwise.bin",
        hashes: hashes("weights"),
        purl: "pkg:huggingface/a/b@1",
      },
      { type: "file", name: "../../lost.bin", hashes: hashes("lost") },
      { type: "file", name: "https://example.com/elsewhere.bin" },
      { type: "data", name: "mails", hashes: hashes("mails") },
      { type: "library", name: "torch", version: "2.0" },
    );
    expect((await draft()).err).toContain("Wrote manifests/system.yaml");
    const validated = await bartizan(["system", "validate", out], { cwd });
    expect([validated.code, validated.err]).toEqual([0, ""]);
    const { manifest } = await loadSystem(join(cwd, out));
    expect(manifest.system.id).toBe("risk-model");
    expect(manifest.artifacts).toMatchObject([
      { id: "risk-model", path: "../model", licence: "MIT", component: "llm" },
      { path: "../model/weights.txt", sha256: sha256("weights"), source: "pkg:huggingface/a/b@1" },
      { id: "lost-bin", path: "./lost.bin", sha256: sha256("lost") },
      { path: "./https://example.com/elsewhere.bin" },
    ]);
    expect(manifest.datasets).toMatchObject([{ id: "mails", sha256: sha256("mails") }]);
    const text = readFileSync(join(cwd, out), "utf8");
    expect(text.match(/CHECK: it was not found here/g)).toHaveLength(3);
    expect(text).toContain("1 libraries and others are not repeated");
  });

  it("is accepted whatever a bill calls its parts", async () => {
    const names = [
      "a\nid: b",
      "# x",
      "}: [",
      "\u0000\u2028",
      "é",
      "é",
      "",
      " ",
      "n".repeat(5000),
      "{{secret:env:X}}",
    ];
    bill(...names.map((name) => ({ type: "file", name })), { type: "data", name: "e" });
    expect((await draft()).err).toContain("Wrote");
    expect((await bartizan(["system", "validate", out], { cwd })).code).toBe(0);
  });

  it("is not written over another file, nor from nothing, nor from what a manifest must not hold", async () => {
    bill({ type: "file", name: ["ghp", "a".repeat(36)].join("_") });
    expect(await draft()).toMatchObject({ code: 2, err: expect.stringContaining("does not fit") as string });
    bill({ type: "library", name: "torch" });
    expect(await draft()).toMatchObject({ code: 2, err: expect.stringContaining("no model") as string });
    bill({ type: "file", name: "w" });
    writeFileSync(join(cwd, out), "mine");
    expect(await draft()).toMatchObject({ code: 2, err: expect.stringContaining("exists") as string });
    expect(readFileSync(join(cwd, out), "utf8")).toBe("mine");
    const alone = await bartizan(["verify", "bom", "model", "--draft-manifest", "x.yaml"], { cwd });
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining("--import")]);
  });
});
