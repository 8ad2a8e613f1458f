import { describe, expect, it } from "vitest";
import type { LineageEdge, LineageNode } from "./lineage.ts";
import { lineageLicences } from "./lineage-licences.ts";

const model = (name: string, licence?: string): LineageNode => ({
  id: `artifact:${name}`,
  kind: "artifact",
  path: name,
  status: "not-pinned",
  ...(licence === undefined ? {} : { licence }),
});
const from = (a: string, b: string): LineageEdge => ({
  from: `artifact:${a}`,
  to: `artifact:${b}`,
  what: "derived from",
});

describe("licences along a lineage", () => {
  it("a restriction of a base's base is found at what was made last", () => {
    const nodes = [model("tuned", "mit"), model("middle", "llama3.1"), model("root", "llama3.1")];
    const notes = lineageLicences(nodes, [from("tuned", "middle"), from("middle", "root")]);
    expect(
      notes.filter(({ severity }) => severity === "high").map(({ id, message }) => [id, message]),
    ).toEqual([
      ["artifact:tuned", expect.stringContaining("artifact:middle is under llama3.1")],
      ["artifact:tuned", expect.stringContaining("artifact:root is under llama3.1")],
    ]);
  });

  it("permissive all the way says nothing, and a base without a licence is said", () => {
    expect(lineageLicences([model("a", "mit"), model("b", "apache-2.0")], [from("a", "b")])).toEqual([]);
    expect(lineageLicences([model("a", "mit"), model("b")], [from("a", "b")])).toEqual([
      { id: "artifact:a", severity: "medium", message: "The licence of artifact:b is not known." },
    ]);
  });

  it("a circle ends, and code that trained a model passes nothing on", () => {
    const nodes = [model("a", "mit"), model("b", "mit")];
    expect(lineageLicences(nodes, [from("a", "b"), from("b", "a")])).toEqual([]);
    expect(
      lineageLicences([model("a", "mit")], [{ from: "artifact:a", to: "source-tree:s", what: "trained by" }]),
    ).toEqual([]);
  });
});
