import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { format as pickle } from "../pickle/format.ts";
import { format as text } from "../text/format.ts";
import { format as zip } from "../zip/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, "fixtures", name));

it.each(["dense.tflite", "convolution.tflite"])("%s is clean, and every byte explained", async (name) => {
  const report = await examineBytes(fixture(name), [format], name);
  expect(outcomeOf(report)).toEqual(["clean"]);
  expect(report.bytesExamined).toBe(report.bytes);
});

it("operators of somebody's own, and of TensorFlow that read files, are told", async () => {
  expect(outcomeOf(await examineBytes(fixture("custom.tflite"), [format]))).toEqual([
    "review",
    "tflite/custom-operator",
  ]);
  expect(outcomeOf(await examineBytes(fixture("flex.tflite"), [format]))).toEqual([
    "unsafe",
    "tflite/file-operator",
  ]);
});

it("what is behind the model is not explained by it", async () => {
  const file = Buffer.concat([fixture("dense.tflite"), Buffer.from("PK hidden")]);
  expect(outcomeOf(await examineBytes(file, [format]))).toEqual(["incomplete", "artifact/unexplained-bytes"]);
});

it("files behind the model, which its metadata names, are examined one by one", async () => {
  const formats = [format, zip, text, pickle];
  const labels = await examineBytes(fixture("labels.tflite"), formats, "labels.tflite");
  expect(outcomeOf(labels)).toEqual(["clean"]);
  expect(labels.bytesExamined).toBe(labels.bytes);
  expect(labels.members[0]?.members.map(({ path }) => path.split("!/").at(-1))).toEqual(["labels.txt"]);
  const harmful = outcomeOf(await examineBytes(fixture("associated-pickle.tflite"), formats));
  expect(harmful[0]).toBe("unsafe");
  expect(harmful).toContain("pickle/exec");
  const tail = Buffer.concat([fixture("labels.tflite"), Buffer.from("tail")]);
  expect((await examineBytes(tail, formats)).verdict).not.toBe("clean");
});

it("an offset beyond the file breaks off", async () => {
  const file = Buffer.from(fixture("dense.tflite"));
  file.writeUInt32LE(0xffff_fff0, 0);
  expect(outcomeOf(await examineBytes(file, [format]))).toContain("artifact/not-readable-to-the-end");
});

it("damage is never clean where the parser broke off", async () => {
  await expectNoFalseClean(fixture("dense.tflite"), [format], 18);
  await expectNoFalseClean(fixture("labels.tflite"), [format, zip, text, pickle], 19);
});
