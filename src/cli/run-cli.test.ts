import { describe, expect, it } from "vitest";
import { items as commands } from "./items.generated.ts";
import { bartizan } from "./testing/capture.ts";

describe("the command line", () => {
  it("answers --help and --version with exit code 0", async () => {
    expect(await bartizan(["--help"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("Exit codes") as unknown,
    });
    expect((await bartizan(["--version"])).out).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each(commands.map(({ name }) => name))("%s has help with an example", async (name) => {
    const { code, out } = await bartizan([name, "--help"]);
    expect(code).toBe(0);
    expect(out).toMatch(/Examples?:\n {2}/);
  });

  it("calls an unknown command or flag bad usage", async () => {
    expect((await bartizan(["asses"])).code).toBe(2);
    expect((await bartizan(["assess", "--nonsense"])).code).toBe(2);
    expect((await bartizan(["assess", "--repeats", "-3"])).code).toBe(2);
    expect((await bartizan(["assess", "--max-cost", "lots"])).err).toContain("CLI_BAD_FLAG");
  });
});
