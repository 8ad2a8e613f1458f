import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const file = readFileSync(join(import.meta.dirname, "fixtures/classifier.cbm"));

it("a model as CatBoost writes it is clean; what is behind it, and what is missing, is told", async () => {
  expect(outcomeOf(await examineBytes(file, [format], "model.cbm"))).toEqual(["clean"]);
  expect(outcomeOf(await examineBytes(Buffer.concat([file, Buffer.from("x")]), [format]))).toEqual([
    "incomplete",
    "artifact/unexplained-bytes",
  ]);
  expect(outcomeOf(await examineBytes(file.subarray(0, 100), [format]))[0]).toBe("incomplete");
});

it("damage is never clean where the parser broke off", async () => {
  await expectNoFalseClean(file, [format], 19);
});
