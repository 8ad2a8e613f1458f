import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { describeRows } from "./describe-rows.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "describe-rows-"));
});

async function described(name: string, content: string, label?: string) {
  await writeFile(join(folder, name), content);
  return describeRows(join(folder, name), label);
}

describe("what a file of rows shows", () => {
  it("is names, ranges and classes of a CSV", async () => {
    expect(
      await described("a.csv", "amount,class,hour\n12.5,legit,3\n-1,fraud,23\n7,legit,0\n", "class"),
    ).toEqual({
      count: 3,
      features: [
        { name: "amount", low: -1, high: 12.5, integer: false },
        { name: "hour", low: 0, high: 23, integer: true },
      ],
      low: -1,
      high: 23,
      classes: ["fraud", "legit"],
    });
  });

  it("is range and classes of a JSON", async () => {
    const rows = {
      rows: [
        [0, 0.5],
        [1, 0.25],
      ],
      labels: [10, 2],
    };
    expect(await described("a.json", JSON.stringify(rows))).toEqual({
      count: 2,
      low: 0,
      high: 1,
      classes: ["2", "10"],
    });
  });

  it("is an error with its line where it is none", async () => {
    await expect(described("a.csv", "a,b\n1,x\n")).rejects.toThrow(/Line 2 .*`b` is `x`/u);
    await expect(described("a.csv", "a,b\n1\n")).rejects.toThrow(/Line 2 .*1 cells/u);
    await expect(described("a.csv", "a,b\n")).rejects.toThrow(/holds no row/u);
    await expect(described("a.csv", "a,b\n1,2\n", "class")).rejects.toThrow(
      /no column `class`; there are a, b/u,
    );
    await expect(described("a.json", "{}")).rejects.toThrow(/no `rows` of numbers/u);
    await expect(describeRows(join(folder, "none.csv"))).rejects.toMatchObject({ code: "APP_MODEL_DATA" });
  });
});
