import { describe, expect, it } from "vitest";
import type { SystemSummary } from "../../contracts/index.ts";
import { pickSystem } from "./chosen-system.ts";

const system = (id: string): SystemSummary => ({
  id,
  name: id,
  purpose: "",
  criticality: "low",
  digest: "",
  components: 0,
  flows: 0,
  threats: { low: 0, medium: 0, high: 0, critical: 0 },
});
const systems = [system("a"), system("b")];

describe("the chosen system", () => {
  it("is the one the address names, else the remembered one, else the first", () => {
    expect(pickSystem(systems, "b", "a")?.id).toBe("b");
    expect(pickSystem(systems, undefined, "b")?.id).toBe("b");
    expect(pickSystem(systems, undefined, null)?.id).toBe("a");
  });

  it("survives names that are gone, and an empty house", () => {
    expect(pickSystem(systems, "gone", "gone too")?.id).toBe("a");
    expect(pickSystem([], "a", "a")).toBeUndefined();
  });
});
