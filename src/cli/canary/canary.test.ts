import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRecordFile } from "../../assess/leakage/memorisation/record-file.ts";
import { WittenBell } from "../../assess/leakage/testing/witten-bell.ts";
import { bartizan } from "../testing/capture.ts";

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "canaries-"))));
afterAll(() => rmSync(folder, { recursive: true }));
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const canary = (...args: string[]) => bartizan(["canary", ...args], { cwd: folder });

const documents = Array.from(
  { length: 200 },
  (_, i) => `The bus ${(i * 37) % 101} is late by ${(i * 13) % 60}.`,
);
const text = "The access code is {}.";
const plan = ["plan", "--text", text, "--length", "4", "--copies", "1,8", "--each", "4", "--seed", "s"];

describe("bartizan canary", () => {
  it("plants secrets, and what a model memorised of them is measured", async () => {
    write("train.jsonl", documents.map((one) => `${JSON.stringify({ text: one })}\n`).join(""));
    const planned = await canary(...plan, "--data", "train.jsonl", "--out", "plan.json");
    expect([planned.code, planned.out]).toEqual([
      0,
      "12 secrets of 13.3 bits, 4 of them controls; 36 lines among 200 documents (text).\n",
    ]);
    expect((await canary("insert", "plan.json", "--data", "train.jsonl", "--out", "with.jsonl")).code).toBe(
      0,
    );
    const lines = read("with.jsonl").trimEnd().split("\n");
    expect(lines).toHaveLength(236);
    expect(lines.filter((line) => !line.includes("access code")).join("\n")).toBe(
      read("train.jsonl").trimEnd(),
    );

    // A model that is trained on it, and scores what it is asked to.
    const trained = lines.map((line) => (JSON.parse(line) as { text: string }).text).join("\n");
    const model = new WittenBell([trained], 8, 60);
    const lossOf = (before: string, rest: string): number =>
      Array.from(rest).reduce(
        (sum, letter, i) => sum - Math.log2(model.probability(before + rest.slice(0, i), letter)),
        0,
      );
    const { out } = await canary("candidates", "plan.json", "--references", "500");
    const losses = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string; before: string; rest: string })
      .map(({ id, before, rest }) => JSON.stringify({ id, bits: lossOf(before, rest) }));
    expect(losses).toHaveLength(512);
    write("losses.jsonl", losses.join("\n"));
    const measured = await canary("exposure", "plan.json", "losses.jsonl", "--format", "json");
    const { groups } = JSON.parse(measured.out) as {
      groups: { copies: number; mean: number; proven: number }[];
    };
    expect(groups.map(({ copies }) => copies)).toEqual([0, 1, 8]);
    expect(groups[0]?.mean).toBeLessThan(3);
    expect(groups[1]?.mean).toBeCloseTo(Math.log2(500), 5);
    expect(groups[2]?.proven).toBeGreaterThan(5);

    expect((await canary("exposure", "plan.json", "losses.jsonl", "--at-most", "4")).code).toBe(1);
    const passed = await canary("exposure", "plan.json", "losses.jsonl", "--at-most", "9");
    expect(passed.code).toBe(0);
    expect(passed.out).toContain("500 references show 9.0 at most");
  });

  it("gives the same plan for the same seed, and the same candidates", async () => {
    write("lines.txt", documents.join("\n"));
    const from = ["--data", "lines.txt", "--data-is", "lines"];
    await canary(...plan, ...from, "--out", "a.json");
    await canary(...plan, ...from, "--out", "b.json");
    expect(read("a.json")).toBe(read("b.json"));
    expect((await canary("candidates", "a.json")).out).toBe((await canary("candidates", "b.json")).out);
    await canary("insert", "a.json", "--data", "lines.txt", "--out", "lines-with.txt");
    expect(read("lines-with.txt").match(/^The access code is \d{4}\.$/gm)).toHaveLength(36);
  });

  it("makes a file of protected records that holds their beginnings and nothing else of them", async () => {
    const people = ["Ada Voss", "Bo Lind"].map(
      (name) => `Member ${name} lives at 12 Rope Walk, call 555-0142`,
    );
    write(
      "trained.jsonl",
      people.map((one, i) => `${JSON.stringify({ text: one, copies: i + 1 })}\n`).join(""),
    );
    write(
      "unseen.jsonl",
      `${JSON.stringify({ id: "cy", text: "Member Cy Berg lives at 3 Tar Lane, call 555-0199" })}\n{"text":"Cy"}\n`,
    );
    const make = (...args: string[]) =>
      bartizan(
        ["canary", "records", "trained.jsonl", "--prefix-words", "3", "--out", "records.json", ...args],
        {
          cwd: folder,
          env: { RECORDS_KEY: "a key for tests, not a secret" },
        },
      );
    const { code, out } = await make("--controls", "unseen.jsonl");
    expect([code, out]).toEqual([0, "2 records and 1 controls; 1 were too short to be asked for.\n"]);
    expect(read("records.json")).not.toMatch(/Rope|Tar|555/);
    const file = parseRecordFile(JSON.parse(read("records.json")));
    expect(file.questions).toEqual([
      { record: "record-1", beginning: "Member Ada Voss", trained: true, copies: 1 },
      { record: "record-2", beginning: "Member Bo Lind", trained: true, copies: 2 },
      { record: "cy", beginning: "Member Cy Berg", trained: false },
    ]);
    expect((await make("--key", "env:NOWHERE")).err).toContain("NOWHERE");
    expect((await make("--controls", "records.json")).err).toContain("CANARIES_RECORDS_UNFIT");
    expect((await make("--controls", "trained.jsonl", "--prefix-words", "90")).err).toContain(
      "No record has 95",
    );
  });

  it.each([
    [["plan", "--data", "gone.jsonl", "--text", text, "--out", "x.json"], "CANARIES_UNREADABLE"],
    [["plan", "--data", "lines.txt", "--text", text, "--out", "x.json"], "not JSON"],
    [[...plan, "--data", "train.jsonl", "--out", "x.json", "--length", "1"], "more candidates"],
    [[...plan, "--data", "train.jsonl", "--out", "x.json", "--copies", "2,x"], "--copies takes"],
    [[...plan, "--data", "train.jsonl", "--out", "no/x.json"], "APP_UNWRITABLE_FILE"],
    [["insert", "plan.json", "--data", "short.jsonl", "--out", "x.jsonl"], "planned for 200"],
    [["insert", "plan.json", "--data", "train.jsonl", "--out", "train.jsonl"], "not changed"],
    [["insert", "train.jsonl", "--data", "train.jsonl", "--out", "x.jsonl"], "not JSON"],
    [["insert", "odd.json", "--data", "train.jsonl", "--out", "x.jsonl"], "no plan of canaries"],
    [["exposure", "plan.json", "train.jsonl"], "CANARIES_LOSSES_UNFIT"],
    [["exposure", "plan.json", "few.jsonl"], "fewer than 20"],
    [["exposure", "plan.json", "twice.jsonl"], "again"],
    [["exposure", "plan.json", "gone.jsonl"], "CANARIES_UNREADABLE"],
    [["candidates", "plan.json", "--references", "9995"], "other candidates"],
  ])("says what is wrong with %j, and leaves no file behind", async (args, message) => {
    write("short.jsonl", '{"text":"one"}\n');
    write("odd.json", '{"a":1}');
    write("few.jsonl", '{"id":"canary-1","bits":3}\n');
    write("twice.jsonl", '{"id":"r","bits":3}\n{"id":"r","bits":4}\n');
    const { code, err } = await canary(...args);
    expect(err).toContain(message);
    expect(code).toBe(2);
    expect(readdirSync(folder).filter((name) => name.startsWith("x.") || name.endsWith(".tmp"))).toEqual([]);
  });
});
