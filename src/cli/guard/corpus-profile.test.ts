import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { detectors, inspectFeatures, overTimeDetectors, type FeatureProfile } from "../../detect/index.ts";
import { bartizan } from "../testing/capture.ts";

const key = "a-key-for-tests-of-corpora";
const secret = "Project Heron starts in the Basel plant on the fourth of May.";
let folder = "";
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const run = (...args: string[]) => bartizan(["guard", ...args], { cwd: folder, env: { CORPUS_KEY: key } });
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "corpus-profile-"))));
afterAll(() => rmSync(folder, { recursive: true }));

describe("bartizan guard corpus", () => {
  it("makes a file from which protected words are known, and that holds none of them", async () => {
    write("plans.txt", `${secret}\n\nAccount NP-7741-QX\n`);
    const { code, out } = await run("corpus", "plans.txt", "--out", "corpus.json");
    expect([code, out]).toEqual([0, "8 keyed hashes of 2 lines from 1 file.\n"]);
    for (const word of ["Heron", "Basel", "7741", "fourth"]) expect(read("corpus.json")).not.toContain(word);
    const plain = detectors.find(({ id }) => id === "protected-corpus");
    const detector = plain?.configure?.({ corpus: join(folder, "corpus.json"), key });
    const seen = detector?.inspect({
      stage: "output",
      role: "assistant",
      text: "It says: heron starts in the basel plant on friday",
    });
    expect(seen?.map(({ rule }) => rule)).toContain("protected-text");
  });

  it("gives the same file again, and another with another key", async () => {
    await run("corpus", "plans.txt", "--out", "again.json");
    expect(read("again.json")).toBe(read("corpus.json"));
    write("other.key", "another-key-for-tests");
    await run("corpus", "plans.txt", "--out", "other.json", "--key", "file:other.key");
    expect(read("other.json")).not.toBe(read("corpus.json"));
  });

  it.each([
    [["gone.txt", "--out", "x.json"], "CORPUS_INPUT"],
    [["empty.txt", "--out", "x.json"], "The files are empty"],
    [["plans.txt", "--out", "x.json", "--key", "plain-text-on-a-command-line"], "every process can read it"],
    [["plans.txt", "--out", "x.json", "--key", "env:NOWHERE"], "NOWHERE"],
    [["plans.txt", "--out", "no/folder/x.json"], "UNWRITABLE_FILE"],
    [["plans.txt", "--out", "x.json", "--words", "99"], "from 4 to 12"],
  ])("of %j says what is wrong", async (args, message) => {
    write("empty.txt", "");
    const { code, err } = await run("corpus", ...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe("bartizan guard profile", () => {
  const rows = Array.from({ length: 300 }, (_, i) => [
    20 + ((i * 7) % 50),
    (i * 37) % 101,
    i % 2 === 0,
    `0${i % 9}`,
  ]);

  it("reads CSV: quotes, empty cells, numbers, truth values, and codes that are no numbers", async () => {
    const cells = rows.map(
      ([age, sum, member, code], i) => `${age},"${sum}",${member},${code},${i % 5 ? i : ""},"a ""b"",\r\nc"`,
    );
    write("rows.csv", `\uFEFFage,"sum",member,code,id,note\r\n${cells.join("\r\n")}\r\n`);
    const { code, out } = await run("profile", "rows.csv", "--out", "profile.json", "--without", "id");
    expect([code, out.split("\n")[0]]).toEqual([0, "5 features of 300 rows."]);
    expect(out).toContain("`query-distribution` speaks");
    const profile = JSON.parse(read("profile.json")) as FeatureProfile;
    expect(profile.features.map(({ name, kinds }) => `${name} ${kinds.join()}`)).toEqual([
      "age number",
      "code string",
      "member boolean",
      "note string",
      "sum number",
    ]);
    const row = { age: 30, sum: 50, member: true, code: "03", note: 'a "b",\r\nc' };
    expect(inspectFeatures(profile, row)).toEqual([]);
    expect(inspectFeatures(profile, { ...row, age: 900 }).map(({ rule }) => rule)).toEqual(["out-of-range"]);
  });

  it("reads JSON lines as well, to the same profile, and the detectors take the file", async () => {
    const lines = rows.map(([age, sum, member, code]) => JSON.stringify({ age, sum, member, code }));
    write("rows.jsonl", lines.join("\n"));
    write("plain.csv", `age,sum,member,code\n${rows.map((row) => row.join(",")).join("\n")}`);
    await run("profile", "rows.jsonl", "--out", "a.json");
    await run("profile", "plain.csv", "--out", "b.json");
    expect(read("a.json")).toBe(read("b.json"));
    for (const id of ["unknown-input", "query-distribution"]) {
      const detector = overTimeDetectors.find((one) => one.id === id);
      expect(detector?.configure?.({ profile: join(folder, "a.json") }).id).toBe(id);
    }
  });

  it.each([
    ["", "The file is empty."],
    ["a,b\n1,2\n1\n", "Line 3 has 1 cells; the first line names 2 features."],
    ["a,a\n1,2\n", "must name each feature once"],
    ['a,b\n1,"2\n3,4\n', "A quote in line 2 is never closed."],
    ['{"a": 1}\n{"a": {"b": 2}}\n', "Line 2: `a` is nested"],
    ['{"a": 1}\n[1]\n', "Line 2 is no object of features."],
    ['{"a": 1}\n{"a": \n', "Line 2 is not JSON."],
    ["a,b\n1,2\n", "There are 1 rows; a profile needs at least 20."],
  ])("of %j says what is wrong", async (text, message) => {
    write("wrong", text);
    const { code, err } = await run("profile", "wrong", "--out", "x.json");
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it("names the features there are when one to leave out is not among them", async () => {
    const { code, err } = await run("profile", "plain.csv", "--out", "x.json", "--without", "ages");
    expect([code, err.includes("there are: age, sum, member, code")]).toEqual([2, true]);
  });

  it("takes a megabyte of quotes in linear time", async () => {
    write("quotes", `a,b\n${'""'.repeat(500_000)},1\n`);
    expect((await run("profile", "quotes", "--out", "x.json")).code).toBe(2);
    write("open", `a,b\n"${"\n".repeat(3)}${"x,\n".repeat(400_000)}`);
    expect((await run("profile", "open", "--out", "x.json")).err).toContain("never closed");
  });
});
