import { describe, expect, it } from "vitest";
import { parseSystem } from "../load-system.ts";
import { minimalManifest } from "../testing/minimal.ts";
import { changedComponents, diffSystems, type SystemDiff } from "./diff-systems.ts";

const before = parseSystem(minimalManifest, "before.yaml");
function diffTo(from: string, to: string): SystemDiff {
  if (!minimalManifest.includes(from)) throw new Error(`nothing to change: ${from}`);
  return diffSystems(before, parseSystem(minimalManifest.replace(from, to), "after.yaml"));
}

describe("diffSystems", () => {
  it("finds nothing between two spellings of the same", () => {
    const diff = diffSystems(before, parseSystem(`# new comment\n${minimalManifest}`, "after.yaml"));
    expect(diff).toMatchObject({ same: true, changes: [], components: [], wholeSystemStale: false });
  });

  it("does not mind the order of components", () => {
    const lines = minimalManifest.split("\n");
    const at = lines.findIndex((line) => line.includes("id: user, kind"));
    [lines[at], lines[at + 1]] = [lines[at + 1] ?? "", lines[at] ?? ""];
    const other = parseSystem(lines.join("\n"), "after.yaml");
    expect(other.subject).toEqual(before.subject);
    expect(diffSystems(before, other).changes.filter(({ field }) => field.startsWith("components."))).toEqual(
      [],
    );
  });

  it("names the field, and the component whose evidence is stale", () => {
    expect(diffTo("max_steps: 3", "max_steps: 4")).toMatchObject({
      same: false,
      changes: [{ field: "components.bot.max_steps", before: 3, after: 4 }],
      components: [{ id: "bot", how: "changed", because: ["itself"] }],
      wholeSystemStale: true,
    });
  });

  it("carries a changed flow, zone or data class to every component it touches", () => {
    const because = (diff: SystemDiff): string[] =>
      diff.components.map((c) => `${c.id}: ${c.because.join(", ")}`);
    expect(because(diffTo("untrusted: true}", "untrusted: true, redaction: masked}"))).toEqual([
      "bot: flow F1",
      "user: flow F1",
    ]);
    expect(because(diffTo("trust: 2", "trust: 3"))).toEqual(["bot: zone"]);
    expect(because(diffTo("sensitivity: internal", "sensitivity: restricted"))).toEqual([
      "bot: data class chat",
      "user: data class chat",
    ]);
    expect(because(diffTo("controls: []", "artifacts: [{id: w, path: w.gguf, component: bot}]"))).toEqual([
      "bot: artifact w",
    ]);
  });

  it("does not make evidence stale for a new gate, target, control or rule of engagement", () => {
    for (const [from, to] of [
      ["at_most: 0.02", "at_most: 0.05"],
      ["model: m", "model: n"],
      ["controls: []", "controls: [{id: c, kind: csp, on: [bot], enforced: process}]"],
      ["reference: T-1", "reference: T-2"],
    ] as const) {
      expect(diffTo(from, to)).toMatchObject({ same: false, components: [], wholeSystemStale: false });
    }
    expect(diffTo("at_most: 0.02", "at_most: 0.05").changes).toEqual([
      { field: 'gates["redteam/direct-injection"].at_most', before: 0.02, after: 0.05 },
    ]);
  });

  it("sees components come and go", () => {
    const more = parseSystem(
      minimalManifest.replace("flows:", "  - {id: mail, kind: tool, zone: app}\nflows:"),
      "after.yaml",
    );
    expect(diffSystems(before, more).components).toEqual([{ id: "mail", how: "added", because: [] }]);
    expect(diffSystems(more, before).components).toEqual([{ id: "mail", how: "removed", because: [] }]);
    expect(changedComponents(more.subject, before.subject)).toEqual(["mail"]);
    expect(changedComponents(before.subject, more.subject)).toEqual([]);
  });
});
