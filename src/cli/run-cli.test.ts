import { describe, expect, it } from "vitest";
import { items as commands } from "./items.generated.ts";
import { shippedPolicyList } from "../app/index.ts";
import { foldLines } from "./fold-lines.ts";
import { bartizan } from "./testing/capture.ts";

const subcommandsOf = (help: string): string[] =>
  (help.split("Commands:\n")[1]?.split("\n\n")[0] ?? "")
    .split("\n")
    .flatMap((line) => /^ {2}([a-z-]+)/u.exec(line)?.[1] ?? [])
    .filter((name) => name !== "help");

describe("the command line", () => {
  it("answers --help and --version with exit code 0", async () => {
    expect(await bartizan(["--help"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("Exit codes") as unknown,
    });
    expect((await bartizan(["--version"])).out).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each([...commands])(
    "%s is called as its file is, and is found without the others",
    async (name, load) => {
      expect((await load()).name).toBe(name);
    },
  );

  it.each([...commands.keys()])("%s has help with an example", async (name) => {
    const { code, out } = await bartizan([name, "--help"]);
    expect(code).toBe(0);
    expect(out).toMatch(/Examples?:\n {2}/);
  });

  it.each([...commands.keys()])("%s has help that breaks between words only", async (name) => {
    const words = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== "\\");
    const below = subcommandsOf((await bartizan([name, "--help"])).out).map((one) => [name, one]);
    for (const command of [[name], ...below]) {
      const whole = await bartizan([...command, "--help"], { columns: 1000 });
      for (const columns of [60, 80]) {
        const { out } = await bartizan([...command, "--help"], { columns });
        expect(words(out)).toEqual(words(whole.out));
        const long = out.split("\n").filter((line) => line.length > columns && !/["'].*["']/u.test(line));
        expect(long.filter((line) => words(line.trim()).length > 2)).toEqual([]);
      }
    }
  });

  it("names the policies that ship in full, as they have to be written", async () => {
    for (const name of ["check", "test", "show"])
      for (const policy of await shippedPolicyList())
        expect((await bartizan(["guard", name, "--help"])).out).toContain(policy.name);
  });

  it("folds an example so that it can be pasted", () => {
    const line = '  bartizan guard break-glass --by "Ada Moss" --reason "classifier blocks refunds"';
    expect(foldLines(line, 50)).toBe(
      '  bartizan guard break-glass --by "Ada Moss" \\\n    --reason "classifier blocks refunds"',
    );
    expect(foldLines("a text of words that go on", 12)).toBe("a text of\nwords that\ngo on");
    expect(foldLines("unbreakablewordsstay", 8)).toBe("unbreakablewordsstay");
  });

  it("calls an unknown command or flag bad usage", async () => {
    expect((await bartizan(["asses"])).code).toBe(2);
    expect((await bartizan(["assess", "--nonsense"])).code).toBe(2);
    expect((await bartizan(["assess", "--repeats", "-3"])).code).toBe(2);
    expect((await bartizan(["assess", "--max-cost", "lots"])).err).toContain("CLI_BAD_FLAG");
  });
});
