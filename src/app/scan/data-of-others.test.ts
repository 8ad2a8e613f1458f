import { describe, expect, it } from "vitest";
import { examineArtifact, artifactFormats } from "../../assess/artifacts/index.ts";
import { memorySource } from "../../formats/index.ts";
import { dataOfOthers } from "./data-of-others.ts";

const examine = (bytes: Uint8Array, path: string) =>
  examineArtifact(memorySource(bytes), path, { formats: artifactFormats, loaders: [] });
const raw = Uint8Array.from({ length: 64 }, (_, i) => (i * 37 + 200) % 256);

describe("data that a model beside it keeps its tensors in", () => {
  it("is excused from having no name, and from nothing else", async () => {
    const model = { ...(await examine(raw, "model.onnx")), format: "onnx" };
    const excused = dataOfOthers(await examine(raw, "weights.bin"), model);
    expect(excused).toMatchObject({ verdict: "clean", bytesExamined: 64 });
    for (const known of [
      "cposix\nsystem\n(S'echo inert'\ntR.",
      "PK\u0003\u0004 no archive",
      `\u007fELF\u0002\u0001\u0001${"\0".repeat(57)}`,
      "\u0089HDF\r\n\u001a\n",
    ]) {
      const report = await examine(Buffer.from(known, "latin1"), "weights.bin");
      expect(dataOfOthers(report, model)).toBe(report);
      expect([known, report.verdict]).not.toEqual([known, "clean"]);
    }
  });

  it("is not explained by a file that keeps no tensors elsewhere", async () => {
    const report = await examine(raw, "weights.bin");
    expect(dataOfOthers(report, { ...report, format: "text" })).toBe(report);
    expect(dataOfOthers(report, undefined)).toBe(report);
  });
});
