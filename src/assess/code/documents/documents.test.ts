import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, scalarOf, walk, type DataNode } from "../contract/index.ts";
import { dockerInstructions } from "./docker-instructions.ts";
import { DocumentFault, jsonTree } from "./json-tree.ts";
import { notebook } from "./notebook.ts";
import { shellCommands } from "./shell-commands.ts";
import { yamlDocuments } from "./yaml-tree.ts";

/** The plain value of a tree. */
function plain(node: DataNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, plain(value)]));
}

describe("jsonTree", () => {
  it("reads what JSON.parse reads, with the place of every value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value, null, 1);
        fc.pre(!text.includes("__proto__"));
        const tree = jsonTree(text);
        expect(JSON.stringify(plain(tree))).toBe(JSON.stringify(JSON.parse(text)));
        for (const { node } of walk(tree))
          if (node.kind === "scalar")
            expect(JSON.parse(text.slice(node.at.start, node.at.end))).toBe(node.value);
      }),
    );
  });

  it("lets comments and trailing commas pass, and names the place of a fault", () => {
    expect(plain(jsonTree('// a\n{"a": [1, /* b */ 2,],}'))).toEqual({ a: [1, 2] });
    for (const text of ["{", '{"a"', '{"a":1 "b":2}', "[1 2]", '"a\nb"', "", "{} {}", "[".repeat(5000)])
      expect(() => jsonTree(text)).toThrow(DocumentFault);
  });
});

describe("yamlDocuments", () => {
  it("gives values with their places and follows no alias", () => {
    const text = "a: &x\n  - b: 1\n    c: on\nd: *x\ne: !!python/object:os.system [x]\n";
    const [tree] = yamlDocuments(text);
    const node = at(tree, "a", 0, "b");
    expect(scalarOf(node)).toBe(1);
    expect(text.slice(node?.at.start, node?.at.end)).toBe("1");
    expect(scalarOf(at(tree, "d"))).toBeNull();
    expect(scalarOf(at(tree, "e", 0))).toBe("x");
  });

  it("gives every document of several, each at its place in the whole text", () => {
    const text = "kind: A\n---\n---\nkind: B\nlist: [1]\n";
    const trees = yamlDocuments(text);
    expect(trees.map((tree) => scalarOf(at(tree, "kind")))).toEqual(["A", "B"]);
    const node = at(trees[1], "kind");
    expect(text.slice(node?.at.start, node?.at.end)).toBe("B");
    expect(yamlDocuments("kind: A\n---\n").map(plain)).toEqual([{ kind: "A" }]);
  });

  it("refuses what costs more than its size", () => {
    expect(() => yamlDocuments("[".repeat(200))).toThrow(DocumentFault);
    expect(() => yamlDocuments("- a\n---\n".repeat(20_000))).toThrow(DocumentFault);
    expect(() => yamlDocuments("&a *a ".repeat(5000))).toThrow(DocumentFault);
  });
});

describe("shellCommands", () => {
  it("splits words and commands as a shell does", () => {
    const text = "curl -s 'https://example.com/a b' | bash -x && echo \"a $B\"; # no\nrm\\\n -f x";
    const commands = shellCommands(text);
    expect(commands.map(({ words }) => words)).toEqual([
      ["curl", "-s", "https://example.com/a b"],
      ["bash", "-x"],
      ["echo", "a $B"],
      ["rm", "-f", "x"],
    ]);
    expect(commands[0]?.pipedTo?.words[0]).toBe("bash");
    expect(commands[1]?.pipedTo).toBeUndefined();
  });

  it("keeps every place inside the text", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a|;&"'\\()\n #$]{0,60}$/), (text) => {
        for (const { at: place } of shellCommands(text)) {
          expect(place.start).toBeLessThan(place.end);
          expect(place.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe("dockerInstructions", () => {
  it("joins continued lines and passes over comments", () => {
    const text = "# a\nFROM python:3.12\nRUN pip install \\\n  # b\n  torch\nenv A=1\n";
    expect(
      dockerInstructions(text).map(({ instruction, text: rest }) => [
        instruction,
        rest.replaceAll(/\s+/g, " "),
      ]),
    ).toEqual([
      ["FROM", "python:3.12"],
      ["RUN", "pip install torch"],
      ["ENV", "A=1"],
    ]);
  });
});

describe("notebook", () => {
  it("gives the code of its cells with the lines of the file, and what was printed", () => {
    const cells = [
      { cell_type: "markdown", source: ["# x"] },
      { cell_type: "code", source: ["a = 1\n", "!ls\n"], outputs: [{ text: ["printed"] }] },
      { cell_type: "code", source: "b = 2" },
    ];
    const text = JSON.stringify({ cells, metadata: {} }, null, 1);
    const made = notebook(text);
    const line = (part: string): number => text.split("\n").findIndex((one) => one.includes(part)) + 1;
    expect(made.text).toBe('a = 1\nget_ipython().system(f"ls")\n\nb = 2\n');
    expect(made.lines[0]).toBe(line("a = 1"));
    expect(made.lines[3]).toBe(line("b = 2"));
    expect(made.outputs).toEqual([{ text: "printed", line: line("printed") }]);
  });
});
