import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { annexes, annexUsers, floors, sameFloorEdges } from "./floors.ts";
import { importsOf } from "./imports.ts";

const root = join(import.meta.dirname, "../..");
const files = [
  ...globSync("src/**/*.{ts,tsx}", { cwd: root, exclude: ["src/assess/code/rules/*/fixtures/**"] }),
  ...globSync("range/**/*.ts", { cwd: root }),
]
  .filter((file) => !file.endsWith(".d.ts"))
  .sort();
const shipped = files.filter((file) => !/\.(test|suite)\.tsx?$/.test(file) && !file.includes("/testing/"));
const edges = shipped.flatMap((file) => importsOf(root, file));

/** The room a file belongs to: the folder under `src`, `library` for the package's door, or an annex. */
function roomOf(file: string): string | undefined {
  const parts = file.split("/");
  if (parts[0] !== "src") return parts[0];
  return parts.length === 2 ? "library" : parts[1];
}

const floorOf = (room: string): number => floors.findIndex((floor) => floor.includes(room));

describe("the house", () => {
  it("is looked at: modules are found and parsed", () => {
    expect(shipped.length).toBeGreaterThan(20);
    expect(edges.length).toBeGreaterThan(20);
  });

  it("classifies every file", () => {
    const lost = files.filter((file) => {
      const room = roomOf(file);
      return room === undefined || (floorOf(room) < 0 && !(room in annexes));
    });
    expect(lost).toEqual([]);
  });

  it("imports downwards only, and reaches other rooms through their door", () => {
    const forbidden = edges.flatMap(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)];
      if (a === undefined || b === undefined || a === b) return [];
      if (a in annexes) return annexes[a]?.includes(b) ? [] : [`${from} → ${to}: ${a} may not import ${b}`];
      if (b in annexes)
        return annexUsers[b]?.includes(a) ? [] : [`${from} → ${to}: ${a} may not import ${b}`];
      const listed = sameFloorEdges.some((edge) => edge.from === a && edge.to === b);
      if (floorOf(b) >= floorOf(a) && !listed) return [`${from} → ${to}: ${a} stands below or beside ${b}`];
      const beyondDoor = !to.endsWith("/index.ts");
      return beyondDoor ? [`${from} → ${to}: goes past the door of ${b}`] : [];
    });
    expect(forbidden).toEqual([]);
  });

  it("has no cycle of modules", () => {
    const graph = new Map<string, string[]>();
    for (const { from, to } of edges) graph.set(from, [...(graph.get(from) ?? []), to]);
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
        return;
      }
      state.set(file, "open");
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, "done");
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("keeps the ground free of code from above and the contracts free of any", () => {
    const contracts = edges.filter(({ from }) => from.startsWith("src/contracts/"));
    expect(contracts.filter(({ to }) => !to.startsWith("src/contracts/"))).toEqual([]);
  });
});
