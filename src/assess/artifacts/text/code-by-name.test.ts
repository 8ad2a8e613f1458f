import { describe, expect, it } from "vitest";
import { writeZip } from "../../../formats/zip/testing/write-zip.ts";
import { examineBytes, rulesOf } from "../testing/examine-bytes.ts";

describe("text that is run by its name", () => {
  it("is not called clean inside an archive, where nobody reviews it", async () => {
    const wheel = writeZip([
      { name: "a/__init__.py", data: Buffer.from("import os\n") },
      { name: "a-1.dist-info/METADATA", data: Buffer.from("Name: a\n") },
    ]);
    const report = await examineBytes(wheel, "a-1-py3-none-any.whl");
    expect(report.verdict).toBe("incomplete");
    expect(rulesOf(report)).toEqual(["text/code-in-archive"]);
    expect((await examineBytes(Buffer.from("import os\n"), "a.py")).verdict).toBe("clean");
  });

  it("is unsafe in a list of paths that Python reads at each start", async () => {
    const report = await examineBytes(Buffer.from("./vendor\nimport os; os.system('echo inert')\n"), "x.pth");
    expect(report).toMatchObject({
      verdict: "unsafe",
      findings: [{ rule: "text/site-code", place: { line: 2 } }],
    });
    expect((await examineBytes(Buffer.from("./vendor\n./important\n"), "x.pth")).verdict).toBe("clean");
  });

  it("is not read where it is an object of Lua Torch", async () => {
    const object = Buffer.from("4\n1\n3\nV 1\n13\nnn.Sequential\n3\n2\n");
    expect((await examineBytes(object, "model.t7")).verdict).toBe("incomplete");
  });
});
