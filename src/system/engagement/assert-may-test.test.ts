import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSystem, parseSystem } from "../load-system.ts";
import { minimalManifest } from "../testing/minimal.ts";
import { assertMayTest } from "./assert-may-test.ts";

const inside = Date.parse("2026-11-23T12:00:00Z");
const production = minimalManifest.replace("environment: test", "environment: production");
const withoutRules = (text: string): string => text.slice(0, text.indexOf("rules_of_engagement"));
const nothingThere = (): boolean => false;

function refusal(text: string, now = inside, exists = nothingThere, target = "live"): unknown {
  try {
    assertMayTest(parseSystem(text, "/srv/demo/system.yaml"), target, now, exists);
    return "allowed";
  } catch (error) {
    return error;
  }
}

describe("assertMayTest", () => {
  it("allows a test target without rules, and production with complete ones", () => {
    expect(refusal(withoutRules(minimalManifest))).toBe("allowed");
    expect(refusal(minimalManifest)).toBe("allowed");
    expect(refusal(production)).toBe("allowed");
  });

  it("refuses production without rules, and says what to add", () => {
    expect(refusal(withoutRules(production))).toMatchObject({
      code: "SYSTEM_ENGAGEMENT_MISSING",
      exit: 2,
      remedy: expect.stringContaining("kill_switch") as string,
    });
  });

  it.each(["window", "allowed_side_effects", "rate", "kill_switch", "clean_up"])(
    "refuses production without %s",
    (field) => {
      const text = production.replace(new RegExp(`^  ${field}: .*\n`, "m"), "");
      expect(refusal(text)).toMatchObject({
        code: "SYSTEM_ENGAGEMENT_MISSING",
        message: `Target \`live\` is in production, and the manifest lacks ${field}.`,
      });
    },
  );

  it("holds the window: its start belongs to it, its end does not, in any time zone", () => {
    const start = Date.parse("2026-11-01T00:00:00Z");
    const end = Date.parse("2026-11-30T23:00:00Z");
    expect(refusal(production, start)).toBe("allowed");
    expect(refusal(production, start - 1)).toMatchObject({ code: "SYSTEM_OUTSIDE_WINDOW" });
    expect(refusal(production, end - 1)).toBe("allowed");
    expect(refusal(production, end)).toMatchObject({ code: "SYSTEM_OUTSIDE_WINDOW" });
    expect(refusal(minimalManifest, end)).toMatchObject({ code: "SYSTEM_OUTSIDE_WINDOW" });
    expect(refusal(production, Number.NaN)).toMatchObject({ code: "SYSTEM_OUTSIDE_WINDOW" });
  });

  it("refuses an environment that the rules do not name", () => {
    expect(refusal(production.replace("[test, production]", "[test, staging]"))).toMatchObject({
      code: "SYSTEM_ENVIRONMENT_NOT_ALLOWED",
    });
  });

  it("refuses while the kill switch is set, looked for beside the manifest", async () => {
    expect(refusal(minimalManifest, inside, (path?: string) => path === "/srv/demo/STOP")).toMatchObject({
      code: "SYSTEM_KILL_SWITCH",
    });
    const dir = mkdtempSync(join(tmpdir(), "engagement-"));
    writeFileSync(join(dir, "system.yaml"), minimalManifest);
    const loaded = await loadSystem(join(dir, "system.yaml"));
    expect(() => assertMayTest(loaded, "live", inside)).not.toThrow();
    writeFileSync(join(dir, "STOP"), "");
    expect(() => assertMayTest(loaded, "live", inside)).toThrow(/STOP/);
    rmSync(dir, { recursive: true });
  });

  it("names the target that was meant", () => {
    expect(refusal(minimalManifest, inside, nothingThere, "lvie")).toMatchObject({
      code: "SYSTEM_UNKNOWN_TARGET",
      remedy: "Did you mean `live`?",
    });
  });
});
