import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pickle } from "../../../formats/pickle/testing/assemble.ts";
import { writeTar } from "../../../formats/tar/testing/write-tar.ts";
import { writeZip } from "../../../formats/zip/testing/write-zip.ts";
import { examineBytes } from "../testing/examine-bytes.ts";

const text = Buffer.from("Weights of a small model.\n");
const tensors = (() => {
  const header = Buffer.from('{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(4)]);
})();
/** Each is harmless alone; what two readers make of the two together is the question. */
const files: Readonly<Record<string, Buffer>> = {
  pickle: Buffer.from(pickle().proto(4).none().stop()),
  zip: writeZip([{ name: "a.txt", data: text }]),
  tar: writeTar([{ name: "a.txt", data: text }]),
  gzip: gzipSync(text),
  safetensors: tensors,
  json: Buffer.from('{"a": [1, 2]}'),
};
const names = Object.keys(files);
const pairs = names.flatMap((first) =>
  names.filter((other) => other !== first).map((other) => [first, other] as const),
);

describe("two files in one are never clean", () => {
  it.each(pairs)("%s, then %s", async (first, second) => {
    const both = Buffer.concat([files[first] ?? text, files[second] ?? text]);
    expect((await examineBytes(both)).verdict).not.toBe("clean");
  });

  it("each of them alone is", async () => {
    for (const [name, bytes] of Object.entries(files))
      expect([name, (await examineBytes(bytes)).verdict]).toEqual([name, "clean"]);
  });

  it("nor is a zip archive whose prefix is counted, behind each of them", async () => {
    for (const [name, prefix] of Object.entries(files)) {
      const both = writeZip([{ name: "a.txt", data: text }], { prefix, prefixCounts: true });
      expect([name, (await examineBytes(both)).verdict]).not.toEqual([name, "clean"]);
    }
  });

  it("nor one in another's padding, comment or extra field", async () => {
    const evil = Buffer.from(
      pickle().proto(4).stackGlobal("os", "system").string("echo inert").tuple1().reduce().stop(),
    );
    const tar = writeTar([{ name: "a.txt", data: text }]);
    evil.copy(tar, 512 + text.length);
    const hidden = [tar, writeZip([{ name: "a", data: text }], { comment: evil })];
    for (const bytes of hidden) expect((await examineBytes(bytes)).verdict).not.toBe("clean");
  });

  // `G` takes eight bytes as a number; then `C` with a length jumps into the colour table.
  it.each([
    ["breaks off behind the call", Buffer.from("?")],
    ["ends", Buffer.from(".")],
    ["has dull instructions in front", undefined],
  ])("nor is a picture that is a pickle too, and %s", async (_, tail) => {
    const call = Buffer.from("cos\nsystem\n(S'echo inert'\ntR");
    const body =
      tail === undefined ? Buffer.concat([Buffer.from("N0".repeat(250)), call]) : Buffer.concat([call, tail]);
    const colours = Buffer.alloc(768);
    body.copy(colours, 133);
    const picture = Buffer.concat([
      Buffer.from("GIF89a\x01\0\x01C\x87\0\0", "latin1"),
      colours,
      Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0, 0x3b]),
    ]);
    const report = await examineBytes(picture);
    expect([report.format, ...report.alsoReadAs].sort()).toEqual(["gif", "pickle"]);
    expect(report.verdict).toBe("unsafe");
  });
});
