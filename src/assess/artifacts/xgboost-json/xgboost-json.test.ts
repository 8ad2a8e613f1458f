import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { format as json } from "../json/format.ts";
import { format as text } from "../text/format.ts";
import { format as binary } from "../xgboost-binary/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const real = readFileSync(new URL("fixtures/binary.json", import.meta.url), "utf8");
const formats = [format, binary, json, text];
const examine = (model: string | Uint8Array) => examineBytes(Buffer.from(model), formats, "model.json");

describe("a model of XGBoost as JSON", () => {
  it("as it is saved is clean, with its facts", async () => {
    const report = await examine(real);
    expect(report).toMatchObject({ format: "xgboost-json", verdict: "clean", findings: [] });
    expect(report.facts).toMatchObject({ trees: 2, objective: "binary:logistic", features: "4" });
  });

  it.each([
    [
      "code in an attribute",
      real.replace('"attributes":{', '"attributes":{"x":"__import__(\'os\')"'),
      ["review", "xgboost-json/code-in-attribute"],
    ],
    [
      "a branch that leads out of its tree",
      real.replace(/"left_children":\[\d+/, '"left_children":[4096'),
      ["unsafe", "xgboost-json/tree-out-of-range"],
    ],
    [
      "parts of different length",
      real.replace(/"left_children":\[\d+,/, '"left_children":['),
      ["unsafe", "xgboost-json/tree-out-of-range"],
    ],
  ])("with %s", async (_, model, expected) => {
    expect(outcomeOf(await examine(model))).toEqual(expected);
  });

  it("in the old binary form is named and not read", async () => {
    const report = await examine(Buffer.concat([Buffer.from("binf"), Buffer.alloc(200)]));
    expect(report).toMatchObject({ format: "xgboost-binary", verdict: "incomplete" });
  });

  it("damaged, never crashes", () => expectNoFalseClean(Buffer.from(real), formats, 22));
});
