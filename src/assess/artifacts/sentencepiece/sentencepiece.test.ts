import { describe, expect, it } from "vitest";
import { writeMessage } from "../../../formats/protobuf/testing/write-message.ts";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const piece = (word: string, ...more: number[]): Buffer => {
  const body = [0x0a, Buffer.byteLength(word), ...Buffer.from(word), 0x15, 0, 0, 0x80, 0xbf, ...more];
  return Buffer.from([0x0a, body.length, ...body]);
};
const vocabulary = Buffer.concat([
  piece("<unk>", 0x18, 2),
  piece("<s>", 0x18, 3),
  piece("▁the"),
  writeMessage(
    [
      2,
      [
        [3, 2],
        [4, 3],
      ],
    ],
    [
      3,
      [
        [1, "nmt_nfkc"],
        [2, Uint8Array.of(1, 2, 3)],
      ],
    ],
  ),
]);
const formats = [format, text];

describe("a vocabulary of SentencePiece", () => {
  it("is clean, every byte explained", async () => {
    const report = await examineBytes(vocabulary, formats, "tokenizer.model");
    expect(report).toMatchObject({
      format: "sentencepiece",
      verdict: "clean",
      bytesExamined: vocabulary.length,
    });
    expect(report.facts).toMatchObject({ pieces: 3, kind: "bpe" });
  });

  it("with a field that no vocabulary has, or something behind it, is incomplete", async () => {
    for (const more of [writeMessage([200, "cos\nsystem\n"]), Buffer.from("PK\u0003\u0004")])
      expect((await examineBytes(Buffer.concat([vocabulary, more]), formats)).verdict).toBe("incomplete");
  });

  it("damaged, never crashes", () => expectNoFalseClean(vocabulary, formats, 23));
});
