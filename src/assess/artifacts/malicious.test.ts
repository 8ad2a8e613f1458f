import { expect, test } from "vitest";
import { memorySource } from "../../formats/index.ts";
import { allFindings, examineArtifact } from "./engine/examine.ts";
import { items } from "./items.generated.ts";
import { maliciousFiles } from "./testing/malicious/index.ts";

const examined = await Promise.all(
  maliciousFiles.map(async ({ family, name, file, bytes, beside = {} }) => {
    const report = await examineArtifact(memorySource(bytes), file, {
      formats: items,
      loaders: [],
      siblings: Object.keys(beside),
      sibling: (other) => {
        const found = beside[other];
        return Promise.resolve(found === undefined ? undefined : memorySource(found));
      },
    });
    const rules = [...new Set(allFindings(report).map(({ rule }) => rule))];
    return { what: `${family}: ${name}`, verdict: report.verdict, rules: rules.join(" ") };
  }),
);
const of = (verdict: string): string[] =>
  examined.filter((one) => one.verdict === verdict).map(({ what, rules }) => `${what} (${rules})`);

test("there are hundreds of them, in more than twenty families, each named once", () => {
  expect(maliciousFiles.length).toBeGreaterThanOrEqual(250);
  expect(new Set(maliciousFiles.map(({ family }) => family)).size).toBeGreaterThanOrEqual(20);
  expect(new Set(examined.map(({ what }) => what)).size).toBe(examined.length);
});

test("none of them is clean", () => {
  expect(of("clean")).toEqual([]);
});

test("at most one in ten is left for a person to decide", () => {
  expect(of("review").length).toBeLessThanOrEqual(examined.length / 10);
});

test("which of them are only incomplete is known", () => {
  expect(examined.filter(({ verdict }) => verdict === "incomplete").map(({ what }) => what))
    .toMatchInlineSnapshot(`
      [
        "pickle: several: junk, then harm",
        "pickle: several: far behind zeros",
        "torch legacy: a sixth pickle",
        "npy: a header to evaluate",
        "zip differential: unknown method",
        "zip differential: suffix that is a pickle",
        "zip differential: comment that is a pickle",
        "zip differential: between the entries",
        "zip differential: behind the packed data",
        "zip differential: a bomb",
        "nested archive: forty zips in each other",
        "joblib packed: zlib with a tail",
        "tar: behind the end",
        "mar: a handler",
        "polyglot: zip, then pickle",
        "polyglot: gzip, then pickle",
        "polyglot: text, then pickle",
        "polyglot: JSON, then pickle",
        "polyglot: pickle in tar padding",
        "safetensors: sizes that overflow",
        "safetensors: more than the file",
        "safetensors: an offset below zero",
        "safetensors: a header without end",
        "safetensors: wrong size for its type",
        "safetensors: a type nobody knows",
        "gguf: more tensors than bytes",
        "gguf: more values than bytes",
        "gguf: dimensions that overflow",
        "gguf: five dimensions",
        "gguf: an unknown type",
        "gguf: data that is missing",
        "gguf: a crooked alignment",
        "gguf: a text longer than the file",
        "gguf: an unknown kind of value",
        "SavedModel: a pickle behind it",
        "ONNX: a pickle behind it",
        "HDF5, more: a pickle behind it",
        "flatbuffer: a root outside",
        "flatbuffer: a table of tables",
        "flatbuffer: only a name",
      ]
    `);
});
