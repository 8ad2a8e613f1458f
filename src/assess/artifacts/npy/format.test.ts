import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { memorySource, readArrayHeader } from "../../../formats/index.ts";
import { mutantsOf } from "../../../formats/testing/mutants.ts";
import { examineArtifact } from "../engine/examine.ts";
import { format as pickle } from "../pickle/format.ts";
import { format as npy } from "./format.ts";

const fixtures = join(import.meta.dirname, "../../../formats/npy/fixtures");
const fixture = (name: string): Buffer => readFileSync(join(fixtures, name));
const examine = (bytes: Uint8Array) =>
  examineArtifact(memorySource(bytes), "a.npy", { formats: [npy, pickle], loaders: [] });

/** Calls `os.system("echo inert")` when it is loaded, which nothing here does. */
const harmful = Buffer.from("cos\nsystem\n(S'echo inert'\ntR.", "latin1");

describe("arrays of numpy", () => {
  it.each(readdirSync(fixtures))("as numpy wrote it is clean, every byte explained: %s", async (name) => {
    const report = await examine(fixture(name));
    expect(report).toMatchObject({ format: "npy", verdict: "clean" });
    expect(report.bytesExamined).toBe(report.bytes);
  });

  it("says that an array of objects is a pickle, and what the pickle does", async () => {
    const objects = fixture("objects.npy");
    expect((await examine(objects)).findings.map(({ rule }) => rule)).toEqual(["npy/object-array"]);
    const { dataStart } = await readArrayHeader(memorySource(objects));
    const report = await examine(Buffer.concat([objects.subarray(0, dataStart), harmful]));
    expect(report.verdict).toBe("unsafe");
    expect(report.findings.some(({ hazard }) => hazard === "pickle-exec")).toBe(true);
  });

  it("names what is behind the array, and is never clean with it", async () => {
    const floats = fixture("floats.npy");
    expect((await examine(Buffer.concat([floats, Buffer.from("?")]))).verdict).toBe("incomplete");
    const report = await examine(Buffer.concat([floats, harmful]));
    expect(report).toMatchObject({ verdict: "unsafe", members: [{ format: "pickle", verdict: "unsafe" }] });
  });

  it("tells type, shape and order", async () => {
    expect((await examine(fixture("fortran.npy"))).facts).toEqual({
      version: "1.0",
      dtype: ">i8",
      shape: "3×2",
      order: "Fortran",
    });
  });

  it("is never clean when it broke off", async () => {
    for (const name of ["record.npy", "objects.npy"])
      for (const { bytes, how } of mutantsOf(fixture(name), 5)) {
        const report = await examine(bytes);
        if (
          report.bytesExamined < report.bytes ||
          report.findings.some(({ rule }) => rule.startsWith("artifact/not-"))
        )
          expect(report.verdict, how).not.toBe("clean");
      }
  });
});
