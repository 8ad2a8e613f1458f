import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const real = readFileSync(new URL("fixtures/binary.txt", import.meta.url), "utf8");
const examine = (model: string) => examineBytes(Buffer.from(model), [format, text], "model.txt");

describe("a model of LightGBM", () => {
  it("as it is saved is clean, with its facts", async () => {
    const report = await examine(real);
    expect(report).toMatchObject({ format: "lightgbm", verdict: "clean", findings: [] });
    expect(report.facts).toMatchObject({ trees: 2, objective: "binary sigmoid:1" });
  });

  it.each([
    ["a line that no tree has", real.replace("Tree=0", "Tree=0\nexec=1")],
    ["words for numbers", real.replace("leaf_value=", "leaf_value=__import__ ")],
    ["a number too few", real.replace(/leaf_value=\S+ /, "leaf_value=")],
    ["a branch that leads out", real.replace(/left_child=\S+/, "left_child=99")],
    ["trees that do not end", real.slice(0, real.indexOf("end of trees"))],
  ])("with %s is incomplete", async (_, model) => {
    expect(outcomeOf(await examine(model))).toEqual(["incomplete", "artifact/not-readable-to-the-end"]);
  });

  it("damaged, never crashes", () => expectNoFalseClean(Buffer.from(real), [format, text], 21));
});
