import { describe, expect, it } from "vitest";
import { checkLicences, licenceTerms } from "./check-licences.ts";

describe("licences of models", () => {
  it.each([
    ["apache-2.0", "permissive"],
    ["MIT", "permissive"],
    ["AGPL-3.0-only", "copyleft"],
    ["cc-by-nc-4.0", "non-commercial"],
    ["creativeml-openrail-m", "use-restricted"],
    ["bigscience-bloom-rail-1.0", "use-restricted"],
    ["llama3.1", "community"],
    ["Llama 3.2 Community License", "community"],
    ["gemma", "community"],
    ["tongyi-qianwen", "community"],
    ["our own words", "unknown"],
    ["grail", "unknown"],
  ])("%s is %s", (text, kind) => {
    expect(licenceTerms(text).kind).toBe(kind);
  });

  it("a restriction of the base does not vanish in what is derived", () => {
    const found = checkLicences(["apache-2.0"], [{ name: "base", licences: ["llama3.1"] }]);
    expect(found.notes).toMatchObject([
      { severity: "high", message: expect.stringContaining("base is under llama3.1") },
    ]);
    expect(checkLicences(["llama3.1"], [{ name: "base", licences: ["llama3.1"] }]).notes).toMatchObject([
      { severity: "low" },
    ]);
    expect(
      checkLicences(["cc-by-nc-4.0"], [{ name: "data", licences: ["CC-BY-NC-SA-4.0"] }]).notes,
    ).not.toContainEqual(expect.objectContaining({ severity: "high" }));
    expect(checkLicences(["mit"], [{ name: "base", licences: ["apache-2.0"] }]).notes).toEqual([]);
  });

  it("no licence, and none of the base, is said", () => {
    expect(checkLicences([], [{ name: "base", licences: [] }]).notes.map(({ message }) => message)).toEqual([
      "No licence is declared, so nothing is allowed by default.",
      "The licence of base is not known.",
    ]);
  });
});
