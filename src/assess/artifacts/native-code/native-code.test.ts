import { describe, expect, it } from "vitest";
import { writeZip } from "../../../formats/zip/testing/write-zip.ts";
import { examineBytes, rulesOf } from "../testing/examine-bytes.ts";

const elf = Buffer.concat([Buffer.from("\x7fELF\x02\x01\x01", "latin1"), Buffer.alloc(200)]);
const pe = Buffer.alloc(300);
pe.write("MZ");
pe.writeUInt32LE(128, 60);
pe.write("PE\0\0", 128);
const mach = Buffer.concat([Buffer.from("cffaedfe07000001", "hex"), Buffer.alloc(100)]);
const fat = Buffer.concat([Buffer.from("cafebabe00000002", "hex"), Buffer.alloc(100)]);

describe("native code among a model's files", () => {
  it.each([
    ["ELF", elf],
    ["PE", pe],
    ["Mach-O", mach],
    ["Mach-O", fat],
  ])("%s is unsafe, whatever it is called (%#)", async (kind, bytes) => {
    const report = await examineBytes(bytes, "pytorch_model.bin");
    expect(report).toMatchObject({ format: "native-code", verdict: "unsafe", facts: { executable: kind } });
    expect((await examineBytes(writeZip([{ name: "a", data: bytes }]))).verdict).toBe("unsafe");
  });

  it("a script is text that is told of; loading a model does not run it", async () => {
    const report = await examineBytes(Buffer.from("#!/usr/bin/env python\nprint('inert')\n"), "convert.py");
    expect(report).toMatchObject({ format: "native-code", verdict: "clean" });
    expect(rulesOf(report)).toEqual(["native-code/script"]);
  });

  it("a Java class and text that begins with MZ are none", async () => {
    const java = Buffer.from("cafebabe00000041", "hex");
    expect((await examineBytes(java)).format).not.toBe("native-code");
    expect((await examineBytes(Buffer.from(`MZ${" and so on".repeat(20)}`))).format).toBe("text");
  });
});

describe("a llamafile", () => {
  const program = Buffer.concat([Buffer.from("MZqFpD='\n"), Buffer.alloc(4000, "program ")]);
  const gguf = Buffer.alloc(24);
  gguf.write("GGUF");
  gguf.writeUInt32LE(3, 4);

  it("is a program with a model: for a person to decide, and its archive is examined", async () => {
    const file = writeZip([{ name: "model.gguf", data: gguf }], { prefix: program, prefixCounts: true });
    const report = await examineBytes(file, "m.llamafile");
    expect(rulesOf(report)).toEqual(["llamafile/executable"]);
    expect(report).toMatchObject({ format: "llamafile", verdict: "review", alsoReadAs: [] });
    expect(report.members[0]?.members).toMatchObject([{ format: "gguf" }]);
  });

  it("without a model in it is a program and nothing else", async () => {
    expect(await examineBytes(program)).toMatchObject({ format: "llamafile", verdict: "unsafe" });
  });
});
