import { describe, expect, it } from "vitest";
import { memorySource } from "../../../formats/index.ts";
import { examineArtifact } from "../engine/examine.ts";
import { format as json } from "../json/format.ts";
import { format as text } from "./format.ts";

const examine = (content: string | Uint8Array, name = "README.md") =>
  examineArtifact(memorySource(Buffer.from(content)), name, { formats: [json, text], loaders: [] });
const rulesOf = async (content: string) => (await examine(content)).findings.map(({ rule }) => rule);

describe("plain text", () => {
  it.each([
    "# A model\n\nWords in Überlänge, 付款, दान, 😀 and a family 👨‍👩‍👧.\n",
    "\ufeffwith a mark of its encoding\r\n",
    "a form feed\f and a tab\t",
    "שלום\u200f (a mark that Hebrew needs)",
    "the flag of Scotland 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
  ])("is clean, every byte explained: %j", async (content) => {
    const report = await examine(content);
    expect(report).toMatchObject({ format: "text", verdict: "clean", findings: [] });
    expect(report.bytesExamined).toBe(report.bytes);
  });

  it("explains a character that two windows share", async () => {
    const report = await examine(`${"a".repeat(1024 * 1024 - 1)}ü`);
    expect(report).toMatchObject({ verdict: "clean", bytesExamined: 1024 * 1024 + 1 });
  });

  it("tells of characters that hide or reorder", async () => {
    expect(await rulesOf("if (admin\u202e⁦) {")).toEqual(["text/direction-override"]);
    expect(await rulesOf("hello\u{e0069}\u{e0067}")).toEqual(["text/tag-characters"]);
    expect(await rulesOf("\u001b]0;x\u0007")).toEqual(["text/terminal-escape", "text/control-characters"]);
  });

  it("gives the line of the first and their number", async () => {
    const [finding] = (await examine("one\ntwo\u202e\nthree\u202e")).findings;
    expect(finding).toMatchObject({
      place: { line: 2 },
      description: "2 such characters, the first U+202E in line 2.",
    });
  });

  it("calls no binary text, and no text that turns binary clean", async () => {
    expect((await examine(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]))).format).toBe("unknown");
    const turned = await examine(Buffer.concat([Buffer.alloc(70_000, "a"), Buffer.from([0xff, 0xfe])]));
    expect(turned).toMatchObject({ format: "text", verdict: "incomplete" });
    const zero = await examine(Buffer.concat([Buffer.alloc(70_000, "a"), Buffer.from([0])]));
    expect(zero.verdict).toBe("incomplete");
  });

  it("never takes a pointer of Git LFS for the model it stands for", async () => {
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n";
    expect((await examine(pointer, "model.safetensors")).verdict).toBe("incomplete");
    expect(await rulesOf(`It begins with:\n${pointer}`)).toEqual([]);
  });

  it("knows YAML that makes Python objects", async () => {
    expect(await rulesOf("a:\n  - !!python/object/apply:os.system ['echo inert']\n")).toEqual([
      "text/yaml-python-object",
    ]);
    expect(await rulesOf("key: &x !<tag:yaml.org,2002:python/name:os.system> ''")).toEqual([
      "text/yaml-python-object",
    ]);
    expect(await rulesOf("shape: !!python/tuple [1, 2]\n")).toEqual([]);
    expect(await rulesOf("Never load `!!python/object/apply` with yaml.load.\n")).toEqual([]);
    const quoted = await examine("# On YAML\n```yaml\na: !!python/object:x.Y\n```\n");
    expect(quoted).toMatchObject({ verdict: "review", findings: [{ place: { line: 3 } }] });
  });

  it("knows configurations of Hydra that call what does harm", async () => {
    for (const harmful of [
      "trainer:\n  _target_: os.system\n  command: echo inert\n",
      "callbacks:\n  - _target_: builtins.eval\n",
      "a: {b: 1, _target_: 'subprocess.run'}\n",
      'a:\n  "_target_" : "torch.utils.os.system"\n',
      `${"# a comment\n".repeat(20_000)}_target_: os.system`,
    ])
      expect(await rulesOf(harmful)).toEqual(["text/harmful-target"]);
    expect(await rulesOf("optim:\n  _target_: torch.optim.AdamW\n  lr: 0.1\n")).toEqual([]);
    expect(await rulesOf("Set _target_: os.system and see.\n")).toEqual([]);
    const quoted = await examine("# On Hydra\n```yaml\n_target_: os.system\n```\n");
    expect(quoted).toMatchObject({ verdict: "review", findings: [{ place: { line: 3 } }] });
  });

  it("is done in one pass over hostile repeats", async () => {
    for (const piece of ["!!python/", "_target_", "_target_:", "- ", "&a ", "\u202e", "```\n", "\u001b["]) {
      const report = await examine(piece.repeat(Math.ceil(1_000_000 / piece.length)));
      expect(report.bytesExamined).toBe(report.bytes);
    }
  });
});

describe("JSON that has no role of its own", () => {
  it("is clean", async () => {
    expect(await examine(' {"a": [1, 2]}\n', "x.json")).toMatchObject({ format: "json", verdict: "clean" });
  });

  it("tells of a member that is there twice", async () => {
    const report = await examine('{\n"a": 1,\n"a": 2}', "x.json");
    expect(report).toMatchObject({
      verdict: "review",
      findings: [{ rule: "json/duplicate-member", place: { line: 3 } }],
    });
  });

  it("takes what only looks like JSON as the text it is", async () => {
    expect(await examine("{ // a comment\n}", "tsconfig.json")).toMatchObject({
      verdict: "clean",
      findings: [{ rule: "json/not-well-formed", effect: "note" }],
    });
    expect((await examine("[".repeat(200_000) + "]".repeat(200_000))).verdict).toBe("clean");
  });
});
