import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { InputSpec, OutputSpec } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import type { PredictConfig } from "../../../targets/index.ts";
import { csvCells, CsvRecords } from "./csv-records.ts";
import { readModelData, type GivenData } from "./read-model-data.ts";
import { Reservoir } from "./reservoir.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "model-data-"));
});

const input: InputSpec = { shape: [2], features: ["amount", "age"] };
const output: OutputSpec = { kind: "score", width: 2, classes: ["legit", "fraud"] };

async function read(
  name: string,
  content: string | Uint8Array,
  more: { label?: string; labels_file?: string; rows?: number; input?: InputSpec } = {},
): Promise<GivenData> {
  await writeFile(join(folder, name), content);
  const { input: given = input, ...file } = more;
  const test = {
    file: name,
    rows: 2000,
    seed: "s",
    ...(name.endsWith(".npy") ? {} : { label: "class" }),
    ...file,
  };
  // Safe: what is read of a configuration is `id` and `data`.
  const config = { id: "fraud", kind: "onnx-file", data: { test } } as unknown as PredictConfig;
  return readModelData(config, folder, given, output);
}

const npy = (descr: string, shape: string, body: Uint8Array): Uint8Array => {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117) + "\n";
  return Buffer.concat([
    Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]),
    Buffer.from(header, "latin1"),
    body,
  ]);
};

describe("rows of CSV", () => {
  it("finds features by name in any order, and labels by name or number", async () => {
    const { data, notes } = await read(
      "a.csv",
      '\uFEFFage,class,"amount",note\r\n30,fraud,1.5,"a,\n""b"""\r\n\r\n40,0,2e3,\r\n',
    );
    expect([...data.test.rows.data]).toEqual([1.5, 30, 2000, 40]);
    expect([...data.test.labels]).toEqual([1, 0]);
    expect(notes).toEqual([]);
  });

  it("takes every column but the label where no feature is named", async () => {
    const { data } = await read("a.csv", "x,class,y\n1,0,2\n3,1,4\n", { input: { shape: [2] } });
    expect([...data.test.rows.data]).toEqual([1, 2, 3, 4]);
    await expect(read("a.csv", "x,class\n1,0\n", { input: { shape: [2] } })).rejects.toThrow(
      /1 columns beside the label/u,
    );
  });

  it("says in which line what is wrong", async () => {
    await expect(read("a.csv", "amount,age,class\n1,2,legit\n1,old,legit\n")).rejects.toThrow(
      /Line 3 of a\.csv: `age` is `old`, which is no finite number/u,
    );
    await expect(read("a.csv", "amount,age,class\n1,,legit\n")).rejects.toThrow(/`age` is ``/u);
    await expect(read("a.csv", "amount,age,class\n1,NaN,legit\n")).rejects.toThrow(/no finite number/u);
    await expect(read("a.csv", "amount,age,class\n1,2\n")).rejects.toThrow(/2 cells; the header names 3/u);
    await expect(read("a.csv", "amount,age,class\n1,2,theft\n")).rejects.toThrow(
      /`theft` is no class of the model \(legit, fraud\)/u,
    );
    await expect(read("a.csv", "amount,age,class\n1,2,2\n")).rejects.toThrow(/no class/u);
    await expect(read("a.csv", "amount,class\n1,0\n")).rejects.toThrow(/no column `age`/u);
    await expect(read("a.csv", "amount,age\n1,0\n")).rejects.toThrow(/no column `class` with the label/u);
    await expect(read("a.csv", "amount,age,age,class\n")).rejects.toThrow(/names a column twice/u);
    await expect(read("a.csv", "amount,age,class\n")).rejects.toThrow(/holds no row/u);
    await expect(read("a.csv", "")).rejects.toThrow(/no header/u);
    await expect(read("a.csv", 'amount,age,class\n1,2,"legit\n1,2,legit\n')).rejects.toThrow(
      /line 2 is never closed/u,
    );
    await expect(read("a.txt", "")).rejects.toThrow(/none of \.csv, \.json, \.npy/u);
  });

  it("refuses an endless record, in linear time", async () => {
    await expect(read("a.csv", `amount,age,class\n${"1".repeat(6_000_000)}`)).rejects.toThrow(
      /longer than 4000000/u,
    );
    await expect(read("a.csv", `amount,age,class\n"${'""'.repeat(3_000_000)}`)).rejects.toThrow(
      /never closed/u,
    );
  });

  it("samples a longer file, the same each time, and counts it whole", async () => {
    const text = `amount,age,class\n${Array.from({ length: 5000 }, (_, i) => `${i},1,${i % 2}`).join("\n")}\n`;
    const { data, notes } = await read("a.csv", text, { rows: 100 });
    expect(data.test.rows.count).toBe(100);
    expect(data.test.of).toBe(5000);
    expect(notes[0]).toMatch(/Of the 5000 test rows a sample of 100 was taken \(seed s\)/u);
    const amounts = [...data.test.rows.data].filter((_, i) => i % 2 === 0);
    expect(amounts).toEqual(amounts.toSorted((a, b) => a - b));
    expect(Math.max(...amounts)).toBeGreaterThan(4000);
    expect((await read("a.csv", text, { rows: 100 })).data).toEqual(data);
    expect((await read("a.csv", text, { rows: 101 })).data.test.digest).not.toBe(data.test.digest);
  });

  it("says where all rows are of one class", async () => {
    const { notes } = await read("a.csv", "amount,age,class\n1,2,fraud\n3,4,fraud\n");
    expect(notes).toEqual(["All test rows are of the class fraud: results speak of this class alone."]);
  });

  it("cuts records as a reading of the whole would, wherever the chunks end", () => {
    const cell = fc.constantFrom("1", "a,b", 'say ""x""', "two\nlines", "", "é€");
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1 }),
        fc.nat(20),
        (table, size) => {
          const bytes = Buffer.from(table.map((row) => row.map((text) => `"${text}"`).join(",")).join("\n"));
          const found: string[][] = [];
          const records = new CsvRecords("f", (_, record) => found.push(csvCells(record.toString())));
          for (let at = 0; at < bytes.length; at += size + 1) records.push(bytes.subarray(at, at + size + 1));
          records.end();
          expect(found).toEqual(table.map((row) => row.map((text) => text.replaceAll('""', '"'))));
        },
      ),
    );
  });
});

describe("rows of JSON", () => {
  it("are read as objects or as lists", async () => {
    const objects = '[{"age": 30, "amount": 1.5, "class": "fraud"}, {"amount": 2, "class": 0, "age": 40}]';
    expect([...(await read("a.json", objects)).data.test.rows.data]).toEqual([1.5, 30, 2, 40]);
    const unnamed = { input: { shape: [2] } };
    expect([...(await read("a.json", objects, unnamed)).data.test.rows.data]).toEqual([30, 1.5, 40, 2]);
    const lists = await read("a.json", '{"rows": [[1, 2], [3, 4]], "labels": [1, "legit"]}');
    expect([...lists.data.test.labels]).toEqual([1, 0]);
  });

  it("are refused with the row where something is wrong", async () => {
    await expect(read("a.json", '[{"amount": 1, "class": 0}]')).rejects.toThrow(
      /Row 0 of a\.json: there is no `age`/u,
    );
    await expect(read("a.json", '[{"amount": "1", "age": 2, "class": 0}]')).rejects.toThrow(
      /value 0 is no number/u,
    );
    await expect(read("a.json", '{"rows": [[1]], "labels": [0]}')).rejects.toThrow(
      /1 numbers; the model takes 2/u,
    );
    await expect(read("a.json", '{"rows": [[1, 2]], "labels": []}')).rejects.toThrow(
      /0 labels are given for 1 rows/u,
    );
    await expect(read("a.json", "[]")).rejects.toThrow(/holds no row/u);
    await expect(read("a.json", "7")).rejects.toThrow(/neither a list/u);
  });
});

describe("rows of NPY", () => {
  const rows = npy("<f4", "3, 2", new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer));

  it("come with labels of their own file", async () => {
    await writeFile(
      join(folder, "labels.npy"),
      npy("<i8", "3,", new Uint8Array(BigInt64Array.of(0n, 1n, 1n).buffer)),
    );
    const { data } = await read("a.npy", rows, { labels_file: "labels.npy" });
    expect([...data.test.rows.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...data.test.labels]).toEqual([0, 1, 1]);
    await writeFile(join(folder, "labels.npy"), npy("<i8", "2,", new Uint8Array(16)));
    await expect(read("a.npy", rows, { labels_file: "labels.npy" })).rejects.toThrow(/2 labels for 3 rows/u);
  });

  it("are refused where they are no plain numbers of the model's width", async () => {
    await expect(read("a.npy", npy("|O", "2,", new Uint8Array(16)))).rejects.toThrow(
      /plain numbers are read/u,
    );
    await expect(read("a.npy", rows, { input: { shape: [3] } })).rejects.toThrow(
      /rows of 2 numbers; the model takes 3/u,
    );
    await expect(read("a.npy", "no array")).rejects.toThrow(/is no NPY file/u);
    const broken = npy("<f8", "1, 2", new Uint8Array(Float64Array.of(1, NaN).buffer));
    await expect(read("a.npy", broken)).rejects.toThrow(
      /Row 0 of a\.npy holds a value that is no finite number/u,
    );
  });
});

describe("a sample of a stream", () => {
  it("takes each thing with the same chance", () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let run = 0; run < 4000; run++) {
      const reservoir = new Reservoir<number>(3, seededRandom(`${run}`));
      for (let i = 0; i < 10; i++) reservoir.offer(() => i);
      for (const i of reservoir.sample()) counts[i] = (counts[i] ?? 0) + 1;
    }
    // 1200 expected, a standard deviation of 29: five of them.
    for (const count of counts) expect(Math.abs(count - 1200)).toBeLessThan(145);
  });
});

describe("texts", () => {
  const texts: InputSpec = { shape: [8], text: true };
  const row = [104, 105, -1, -1, -1, -1, -1, -1];

  it("are the one column beside the label, or the one that is named", async () => {
    const one = await read("t.csv", 'class,text\nfraud,hi\nlegit,"a, b"\n', { input: texts });
    expect([...one.data.test.rows.data].slice(0, 8)).toEqual(row);
    expect([...one.data.test.labels]).toEqual([1, 0]);
    const named = await read("t.csv", "id,class,text\n7,fraud,hi\n", {
      input: { ...texts, features: ["text"] },
    });
    expect([...named.data.test.rows.data]).toEqual(row);
    await expect(read("t.csv", "id,class,text\n7,fraud,hi\n", { input: texts })).rejects.toThrow(
      /2 columns beside the label; name the one with the text/u,
    );
  });

  it("are read from JSON both ways", async () => {
    const lists = await read("t.json", JSON.stringify({ rows: ["hi"], labels: ["fraud"] }), { input: texts });
    const objects = await read("t.json", JSON.stringify([{ text: "hi", class: 1 }]), { input: texts });
    for (const { data } of [lists, objects]) {
      expect([...data.test.rows.data]).toEqual(row);
      expect([...data.test.labels]).toEqual([1]);
    }
    await expect(read("t.json", JSON.stringify([{ text: 7, class: 1 }]), { input: texts })).rejects.toThrow(
      /Row 0 of t\.json: the row is no text/u,
    );
  });

  it("longer than they may be are refused with their place", async () => {
    await expect(read("t.csv", "class,text\nfraud,nine char\n", { input: texts })).rejects.toThrow(
      /Line 2 of t\.csv: the text has 9 characters, and `interface\.text` says 8 at most/u,
    );
  });
});
