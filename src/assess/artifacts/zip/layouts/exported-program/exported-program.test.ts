import { describe, expect, it } from "vitest";
import { pickle } from "../../../../../formats/pickle/testing/assemble.ts";
import { writeZip, type WrittenEntry } from "../../../../../formats/zip/testing/write-zip.ts";
import { allFindings } from "../../../engine/examine.ts";
import { examineBytes, rulesOf } from "../../../testing/examine-bytes.ts";
import { strangeIn } from "./expression.ts";
import { strangeInGuard } from "./guard.ts";
import { weightFiles } from "./weights.ts";

const meta = (dtype: number, sizes: readonly number[], strides: readonly number[], offset = 0) => ({
  dtype,
  sizes: sizes.map((size) => ({ as_int: size })),
  strides: strides.map((stride) => ({ as_int: stride })),
  storage_offset: { as_int: offset },
});
const weight = (path: string, of: ReturnType<typeof meta>, pickled = false) => ({
  path_name: path,
  is_param: true,
  use_pickle: pickled,
  tensor_meta: of,
});

/** As `torch.export.save` writes it. */
function program(
  expression: string,
  weights = Buffer.alloc(32, 0x3f),
  more: readonly WrittenEntry[] = [],
): Buffer {
  const entry = (name: string, data: Uint8Array | string): WrittenEntry => ({ name: `net/${name}`, data });
  return writeZip([
    entry("archive_format", "pt2"),
    entry("archive_version", "0"),
    entry("byteorder", "little"),
    entry("data/weights/weight_0", weights),
    entry(
      "data/weights/model_weights_config.json",
      JSON.stringify({ config: { "a.weight": weight("weight_0", meta(7, [2, 4], [4, 1])) } }),
    ),
    entry(
      "models/model.json",
      JSON.stringify({
        graph_module: { sizes: [{ as_expr: { expr_str: expression, hint: { as_int: 3 } } }] },
      }),
    ),
    ...more,
  ]);
}

describe("an exported program", () => {
  it("is clean: its weights are numbers as far as the configuration accounts for them", async () => {
    const report = await examineBytes(program("Symbol('s77', positive=True, integer=True)"), "net.pt2");
    expect(allFindings(report)).toEqual([]);
    expect(report).toMatchObject({ verdict: "clean", bytesExamined: report.bytes });
  });

  it("is unsafe where a size is code: loading evaluates it", async () => {
    const report = await examineBytes(program("__import__('os').system('echo inert')"), "net.pt2");
    expect(rulesOf(report)).toContain("zip/exported-program-expression");
    expect(report.verdict).toBe("unsafe");
  });

  it.each([
    ["behind another folder's mark", ["net/models/model.json", "a/archive_format", "net/archive_format"]],
    ["in a folder of models", ["net/archive_format", "net/models/deep/model.json"]],
    ["in the one file of PyTorch before 2.8", ["version", "serialized_exported_program.json"]],
  ])("is unsafe where a size is code, %s", async (_where, names) => {
    const code = JSON.stringify({ as_expr: { expr_str: "__import__('os').getcwd()" } });
    const content = (name: string): string =>
      name.endsWith(".json") ? code : name.endsWith("format") ? "pt2" : "8.0";
    const report = await examineBytes(
      writeZip(names.map((name) => ({ name, data: content(name) }))),
      "net.pt2",
    );
    expect(rulesOf(report)).toContain("zip/exported-program-expression");
    expect(report.verdict).toBe("unsafe");
  });

  it("is incomplete where its graph cannot be read", async () => {
    const graph = { name: "net/models/other.json", data: '{"expr_str": NaN, ' };
    const report = await examineBytes(program("s0", undefined, [graph]), "net.pt2");
    expect(report.verdict).toBe("incomplete");
  });

  it("has scripted objects examined, whatever the configuration says of them", async () => {
    const pickle = "cposix\nsystem\n(S'echo inert'\ntR.";
    const said = { config: { c: weight("custom_obj_0", meta(1, [pickle.length], [1])) } };
    const report = await examineBytes(
      program("s0", undefined, [
        { name: "net/data/constants/custom_obj_0", data: pickle },
        { name: "net/data/constants/model_constants_config.json", data: JSON.stringify(said) },
      ]),
      "net.pt2",
    );
    expect(report.verdict).toBe("unsafe");
  });

  it("is unsafe where weights are not as long as they are said to be, and those are not excused", async () => {
    const report = await examineBytes(program("Integer(2)", Buffer.alloc(64, 7)), "net.pt2");
    expect(rulesOf(report)).toContain("zip/torch-storage-size");
  });

  it("is incomplete where a file belongs to no tensor", async () => {
    const stray = { name: "net/data/weights/weight_9", data: Buffer.alloc(16, 0x81) };
    expect((await examineBytes(program("Integer(2)", Buffer.alloc(32), [stray]), "net.pt2")).verdict).toBe(
      "incomplete",
    );
  });
});

it("a graph that cannot be read hides nothing that stands beside it", async () => {
  const evil = pickle().proto(4).stackGlobal("os", "system").string("echo inert").tuple1().reduce().stop();
  const more = [
    { name: "net/models/odd.json", data: '{"a": ' },
    { name: "net/data/sample_inputs/x", data: evil },
  ];
  const report = await examineBytes(program("Integer(2)", Buffer.alloc(32), more), "net.pt2");
  expect(rulesOf(report)).toEqual(expect.arrayContaining(["zip/layout-unread", "pickle/exec"]));
  expect(report.verdict).toBe("unsafe");
});

describe("expressions over sizes", () => {
  it.each([
    "Symbol('s0', positive=True, integer=True)",
    "Add(Integer(2), Mul(Integer(-1), Symbol('s1')))",
    "FloorDiv(Symbol('s0'), 2) + Max(1, s2)",
    "Float('1.5', precision=53)",
    "Eq(Mod(s0, 8), 0)",
    "(s0 + 1) // 2",
    "",
  ])("%s is one", (expression) => {
    expect(strangeIn(expression)).toBeUndefined();
  });

  it.each([
    ["__import__('os')", "it names `__import__`"],
    ["eval('1')", "it calls `eval`"],
    ["S('x')", "it names `S`"],
    ["open('/etc/hostname')", "it calls `open`"],
    ["Symbol('s0').func", "it has `.` at 12"],
    ["Add('1', 2)", "it has text where none belongs, at 4"],
    ["Symbol('a b')", "it has `'` at 7"],
    ["(lambda: 0)()", "it has `:` at 7"],
    ["[Integer][0](3)", "it calls what a call gave"],
    ["Integer(1)(2)", "it calls what a call gave"],
    ["x;y", "it has `;` at 1"],
    ["getattr (x)", "it calls `getattr`"],
  ])("%s is not", (expression, why) => {
    expect(strangeIn(expression)).toBe(why);
  });

  it("are read in one pass, however long", () => {
    expect(strangeIn("(".repeat(1_000_000))).toBeUndefined();
    expect(strangeIn("'".repeat(1_000_000))).toBeDefined();
  });
});

describe("guards", () => {
  it.each([
    "L['x'].size()[0] >= 2",
    "(L['y'].size()[0] % L['x'].size()[0]) == 0",
    "(L['y'].size()[0] // L['x'].size()[0]) != 1",
    "L['args'][0]['k'].stride()[1] == (2*L['x'].size()[0]) and not L['x'].dim() < 2",
    "Max(1, s0) <= math.ceil(L['x'].size()[0] / 2.5)",
    "torch.sym_not(L['x'].size()[0] == 3)",
  ])("%s compares sizes", (guard) => {
    expect(strangeInGuard(guard)).toBeUndefined();
  });

  it.each([
    ["torch.hub.load('a', 'b')", "it reaches `torch.hub`"],
    ["__import__('os').system('echo inert')", "it names `__import__`"],
    ["L['x'].numpy()", "it reaches `.numpy`"],
    ["L['x'].size.__class__", "it reaches `.__class__`"],
    ["L['x'](1)", "it calls what it was given"],
    ["True)\n  print(1", "it has `\n` at 5"],
    ["eval('1')", "it names `eval`"],
    ["math.__loader__", "it reaches `math.__loader__`"],
    ["'a'.size()", "it has text where none belongs, at 0"],
  ])("%s does more", (guard, why) => {
    expect(strangeInGuard(guard)).toBe(why);
  });

  it("that do more make a program unsafe", async () => {
    const graph = { guards_code: ["L['x'].size()[0] >= 2", "torch.hub.load('a', 'b')"] };
    const more = [{ name: "net/models/other.json", data: JSON.stringify(graph) }];
    const report = await examineBytes(program("Integer(2)", Buffer.alloc(32), more), "net.pt2");
    expect(rulesOf(report)).toEqual(["zip/exported-program-expression"]);
    expect(report.verdict).toBe("unsafe");
  });
});

describe("weights of a configuration", () => {
  it("take the bytes their strides reach, and leave pickles out", () => {
    const config = {
      config: {
        plain: weight("a", meta(7, [2, 4], [4, 1])),
        view: weight("a", meta(7, [2, 2], [8, 1], 3)),
        empty: weight("b", meta(5, [0, 4], [4, 1])),
        scalar: weight("c", meta(12, [], [])),
        pickled: weight("d", meta(7, [1], [1]), true),
        odd: weight("e", meta(99, [1], [1])),
      },
    };
    expect([...weightFiles(config)]).toEqual([
      ["a", 52],
      ["b", 0],
      ["c", 1],
      ["e", NaN],
    ]);
    expect(weightFiles([]).size).toBe(0);
    expect(weightFiles({ config: [1, null] }).size).toBe(0);
  });
});
