import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../../formats/index.ts";
import { ggufFile } from "../../../formats/gguf/testing/gguf-file.ts";
import { mutantsOf } from "../../../formats/testing/mutants.ts";
import { examineArtifact } from "../engine/examine.ts";
import { format as jinja } from "../jinja/format.ts";
import { format as pickle } from "../pickle/format.ts";
import { format as gguf } from "./format.ts";

const fixture = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, "../../../formats/gguf/fixtures", `${name}.gguf`));
const examine = (bytes: Uint8Array) =>
  examineArtifact(memorySource(bytes), "a.gguf", { formats: [gguf, jinja, pickle], loaders: [] });

describe("GGUF", () => {
  it.each(["small", "big-endian"])("as gguf-py wrote it is clean, every byte explained: %s", async (name) => {
    const report = await examine(fixture(name));
    expect(report).toMatchObject({ format: "gguf", verdict: "clean", findings: [] });
    expect(report.bytesExamined).toBe(report.bytes);
    expect(report.members).toMatchObject([{ path: "a.gguf!/tokenizer.chat_template", format: "jinja" }]);
  });

  it("tells what the model is", async () => {
    expect((await examine(fixture("small"))).facts).toEqual({
      architecture: "llama",
      title: "Small",
      licence: "apache-2.0",
      "context-length": 2048,
      tokenizer: "gpt2",
      version: 3,
      tensors: 3,
      parameters: 165,
      quantisation: "F32",
    });
  });

  it.each(["tokenizer.chat_template", "tokenizer.chat_template.tool_use"])(
    "examines the template %s",
    async (key) => {
      const value = { type: "text", value: "{{ messages.__class__.__mro__ }}" } as const;
      const report = await examine(ggufFile({ values: [[key, value]] }));
      expect(report.verdict).toBe("unsafe");
      expect(report.members[0]?.findings.some(({ hazard }) => hazard === "template-injection")).toBe(true);
    },
  );

  it("does not take a template that is no text for none", async () => {
    const report = await examine(
      ggufFile({ values: [["tokenizer.chat_template", { type: "texts", value: ["{{ x }}"] }]] }),
    );
    expect(report.verdict).toBe("incomplete");
  });

  it("names what is behind the tensors", async () => {
    const harmful = Buffer.from("cos\nsystem\n(S'echo inert'\ntR.", "latin1");
    const report = await examine(Buffer.concat([fixture("small"), harmful]));
    expect(report.verdict).toBe("unsafe");
    expect(report.members.at(-1)).toMatchObject({ format: "pickle" });
  });

  it("takes padding that is not zero for something else", async () => {
    const bytes = fixture("small");
    bytes[bytes.length - 1] = 7;
    expect((await examine(bytes)).verdict).toBe("incomplete");
  });

  it("is never clean when it broke off", async () => {
    for (const { bytes, how } of mutantsOf(fixture("small"), 4)) {
      const report = await examine(bytes);
      if (report.bytesExamined < report.bytes) expect(report.verdict, how).not.toBe("clean");
    }
  });
});
