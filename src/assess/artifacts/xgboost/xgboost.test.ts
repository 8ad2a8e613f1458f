import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { memorySource, walkUbjson } from "../../../formats/index.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const file = readFileSync(join(import.meta.dirname, "fixtures/classifier.ubj"));

it("a model as XGBoost writes it is clean, and every byte explained", async () => {
  const report = await examineBytes(file, [format], "model.ubj");
  expect(outcomeOf(report)).toEqual(["clean"]);
  expect(report.bytesExamined).toBe(file.length);
  expect(report.facts).toMatchObject({ objective: "binary:logistic", booster: "gbtree", features: "4" });
});

it("what is behind the model is told, and what is cut off", async () => {
  expect(outcomeOf(await examineBytes(Buffer.concat([file, Buffer.from("x")]), [format]))).toEqual([
    "incomplete",
    "artifact/unexplained-bytes",
  ]);
  expect(outcomeOf(await examineBytes(file.subarray(0, 500), [format]))[0]).toBe("incomplete");
});

it("code in an attribute is for a person to look at", async () => {
  const evil = Buffer.from("{L\0\0\0\0\0\0\0\x07learnerSL\0\0\0\0\0\0\0\x12os.system('inert')}", "latin1");
  expect(outcomeOf(await examineBytes(evil, [format]))).toEqual(["review", "xgboost/code-in-attribute"]);
});

it("a count of values that take no bytes costs no time", async () => {
  const bytes = Buffer.from("[$Z#L\0\0\0\x10\0\0\0\0", "latin1");
  expect(await walkUbjson(memorySource(bytes), { value: () => undefined })).toBe(bytes.length);
  const objects = Buffer.from("{$Z#L\0\0\0\x10\0\0\0\0", "latin1");
  await expect(walkUbjson(memorySource(objects), { value: () => undefined })).rejects.toMatchObject({
    kind: "malformed",
  });
});

it("damage is never clean where the parser broke off", async () => {
  await expectNoFalseClean(file, [format], 16);
});
