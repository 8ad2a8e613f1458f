import { zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { examineArtifact, artifactFormats } from "../../assess/artifacts/index.ts";
import type { ArtifactReport } from "../../contracts/index.ts";
import { memorySource } from "../../formats/index.ts";
import { dataOfOthers } from "./data-of-others.ts";

const examine = (bytes: Uint8Array, path: string) =>
  examineArtifact(memorySource(bytes), path, { formats: artifactFormats, loaders: [] });
const raw = Uint8Array.from({ length: 64 }, (_, i) => (i * 37 + 200) % 256);

/** An OpenVINO model with one constant in the file of weights beside it. */
const model = (bytes: Uint8Array, offset: number, size: number): Promise<ArtifactReport> =>
  examineArtifact(
    memorySource(
      Buffer.from(
        `<?xml version="1.0"?><net name="m" version="11"><layers><layer id="0" name="w" type="Const" version="opset1"><data element_type="u8" shape="${size}" offset="${offset}" size="${size}"/></layer></layers></net>`,
      ),
    ),
    "m/weights.xml",
    {
      formats: artifactFormats,
      loaders: [],
      sibling: async (name) => (name === "weights.bin" ? memorySource(bytes) : undefined),
    },
  );

describe("a packed chunk of an array beside it", () => {
  const packed = zstdCompressSync(raw);
  const array = (size: number): Promise<ArtifactReport> =>
    examineArtifact(
      memorySource(
        Buffer.from(
          `{"zarr_format":2,"shape":[${size}],"chunks":[${size}],"dtype":"|u1","compressor":{"id":"zstd"},"filters":null}`,
        ),
      ),
      "w/.zarray",
      {
        formats: artifactFormats,
        loaders: [],
        sibling: async (name) => (name === "0" ? memorySource(packed) : undefined),
      },
    );

  it("is explained where it unpacks to what the array says", async () => {
    const report = await examine(packed, "w/0");
    expect([report.format, report.verdict]).toEqual(["zstd", "incomplete"]);
    expect(dataOfOthers(report, [{ report: await array(64), name: "0" }]).verdict).toBe("clean");
    expect(dataOfOthers(report, [{ report: await array(65), name: "0" }]).verdict).toBe("incomplete");
  });

  it("is excused from nothing where what is in it is known", async () => {
    const report = await examine(zstdCompressSync(Buffer.from("cposix\nsystem\n(S'echo inert'\ntR.")), "w/0");
    expect(dataOfOthers(report, [{ report: await array(64), name: "0" }])).toBe(report);
    expect(report.verdict).toBe("unsafe");
  });
});

describe("data that a model beside it keeps its tensors in", () => {
  it("is excused from having no name, as far as the model accounts for its bytes", async () => {
    const report = await examine(raw, "m/weights.bin");
    expect(report.verdict).toBe("incomplete");
    const whole = dataOfOthers(report, [{ report: await model(raw, 0, 64), name: "weights.bin" }]);
    expect(whole).toMatchObject({ verdict: "clean", bytesExamined: 64 });
    const half = dataOfOthers(report, [{ report: await model(raw, 8, 32), name: "weights.bin" }]);
    expect(half).toMatchObject({ verdict: "incomplete", bytesExamined: 32 });
    expect(half.findings.map(({ rule }) => rule)).toContain("artifact/unexplained-bytes");
    expect(half.findings.every(({ place }) => place.path === "m/weights.bin")).toBe(true);
  });

  it("may be padded with zeros, and with nothing else", async () => {
    const padded = Uint8Array.from(raw, (byte, i) => (i < 32 ? 0 : byte));
    const verdictOf = async (bytes: Uint8Array) =>
      dataOfOthers(await examine(bytes, "m/weights.bin"), [
        { report: await model(bytes, 32, 32), name: "weights.bin" },
      ]).verdict;
    expect(await verdictOf(padded)).toBe("clean");
    expect(await verdictOf(Uint8Array.from(padded, (byte, i) => (i === 5 ? 1 : byte)))).toBe("incomplete");
  });

  it("is excused from nothing where its bytes are of a format that is known", async () => {
    for (const known of [
      "cposix\nsystem\n(S'echo inert'\ntR.",
      "PK\u0003\u0004 no archive",
      `\u007fELF\u0002\u0001\u0001${"\0".repeat(57)}`,
      "\u0089HDF\r\n\u001a\n",
    ]) {
      const bytes = Buffer.from(known, "latin1");
      const report = await examine(bytes, "m/weights.bin");
      const by = await model(bytes, 0, bytes.length);
      expect(dataOfOthers(report, [{ report: by, name: "weights.bin" }])).toBe(report);
      expect([known, report.verdict]).not.toEqual([known, "clean"]);
    }
  });

  it("is not explained by a file that says nothing of it, or of another size", async () => {
    const report = await examine(raw, "m/weights.bin");
    const text = await examine(Buffer.from("weights.bin"), "m/notes.txt");
    expect(dataOfOthers(report, [{ report: text, name: "weights.bin" }])).toBe(report);
    expect(dataOfOthers(report, [])).toBe(report);
    const other = await model(raw.slice(0, 32), 0, 32);
    expect(dataOfOthers(report, [{ report: other, name: "weights.bin" }])).toBe(report);
  });
});
