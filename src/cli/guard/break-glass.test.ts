import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bartizan } from "../testing/capture.ts";

let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "break-glass-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const sign = (...more: string[]) =>
  bartizan(["guard", "break-glass", "--gateway", "shop", "--by", "Ada", "--reason", "Refunds.", ...more], {
    cwd,
  });

describe("bartizan guard break-glass", () => {
  it("writes a signed order with who, why, what and until when", async () => {
    const { code, err } = await sign("--rule", "jailbreak", "--rule", "personal", "--minutes", "60");
    expect(code).toBe(0);
    expect(err).toContain("Break-glass for shop until");
    const [line = ""] = readFileSync(join(cwd, ".bartizan/break-glass"), "utf8").split("\n");
    expect(JSON.parse(line)).toMatchObject({
      gateway: "shop",
      who: "Ada",
      why: "Refunds.",
      rules: ["jailbreak", "personal"],
    });
  });

  it("refuses more than four hours, and what is no number", async () => {
    for (const minutes of ["241", "0", "soon"]) {
      const { code, err } = await sign("--minutes", minutes);
      expect(code).toBe(2);
      expect(err).toContain("BREAK_GLASS_BAD_ORDER");
    }
  });
});
