import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../../formats/index.ts";
import { safetensorsFile } from "../../../formats/safetensors/testing/safetensors-file.ts";
import { mutantsOf } from "../../../formats/testing/mutants.ts";
import { examineArtifact } from "../engine/examine.ts";
import { format as pickle } from "../pickle/format.ts";
import { format as safetensors } from "./format.ts";

const fixtures = join(import.meta.dirname, "../../../formats/safetensors/fixtures");
const fixture = (name: string): Buffer => readFileSync(join(fixtures, name));
const examine = (bytes: Uint8Array) =>
  examineArtifact(memorySource(bytes), "a.safetensors", { formats: [safetensors, pickle], loaders: [] });
const entry = (start: number, end: number) => ({
  dtype: "U8",
  shape: [end - start],
  data_offsets: [start, end],
});
const harmful = Buffer.from("cos\nsystem\n(S'echo inert'\ntR.", "latin1");

describe("safetensors", () => {
  it.each(readdirSync(fixtures))(
    "as the library wrote it is clean, every byte explained: %s",
    async (name) => {
      const report = await examine(fixture(name));
      expect(report).toMatchObject({ format: "safetensors", verdict: "clean", findings: [] });
      expect(report.bytesExamined).toBe(report.bytes);
    },
  );

  it("tells what the model is", async () => {
    expect((await examine(fixture("small.safetensors"))).facts).toEqual({
      framework: "np",
      licence: "apache-2.0",
      tensors: 3,
      parameters: 10,
      dtype: "F32",
    });
  });

  it("finds what hides between and behind the tensors", async () => {
    const gap = safetensorsFile(
      { a: entry(0, 2), b: entry(2 + harmful.length, 4 + harmful.length) },
      Buffer.concat([Buffer.alloc(2), harmful, Buffer.alloc(2)]),
    );
    const tail = Buffer.concat([fixture("small.safetensors"), harmful]);
    for (const bytes of [gap, tail]) {
      const report = await examine(bytes);
      expect(report).toMatchObject({ verdict: "unsafe", members: [{ format: "pickle", verdict: "unsafe" }] });
      expect(report.findings.map(({ rule }) => rule)).toContain("safetensors/hidden-bytes");
    }
  });

  it("takes a few zeros behind the end as unexplained, not as an attack", async () => {
    expect((await examine(Buffer.concat([fixture("small.safetensors"), Buffer.alloc(8)]))).verdict).toBe(
      "incomplete",
    );
  });

  it("refuses two readings: tensors that overlap, names that are there twice", async () => {
    expect(
      (await examine(safetensorsFile({ a: entry(0, 3), b: entry(2, 4) }, Buffer.alloc(4)))).verdict,
    ).toBe("unsafe");
    const twice = JSON.stringify({ a: entry(0, 4), b: entry(4, 8) }).replace('"b"', '"a"');
    expect((await examine(safetensorsFile(twice, Buffer.alloc(8)))).verdict).toBe("unsafe");
  });

  it("is never clean when something was wrong", async () => {
    for (const { bytes, how } of mutantsOf(fixture("small.safetensors"), 9)) {
      const report = await examine(bytes);
      if (report.bytesExamined < report.bytes) expect(report.verdict, how).not.toBe("clean");
      // An empty file has no byte that is not explained: it is nothing, and not this format.
      if (bytes.length > 0 && bytes.length !== fixture("small.safetensors").length)
        expect(report.verdict, how).not.toBe("clean");
    }
  });
});
