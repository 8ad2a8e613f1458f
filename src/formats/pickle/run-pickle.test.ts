import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import fc from "fast-check";
import { memorySource, type ByteSource } from "../bytes/byte-source.ts";
import { mutantsOf } from "../testing/mutants.ts";
import { opcodes } from "./opcodes.ts";
import { runPickle, type PickleRun } from "./run-pickle.ts";
import type { PickleObserver } from "./observer.ts";
import { pickle, type PickleAssembler } from "./testing/assemble.ts";
import type { PickleValue } from "./value.ts";

const run = (bytes: Uint8Array, observer: PickleObserver = {}, limits = {}): Promise<PickleRun> =>
  runPickle(memorySource(bytes), 0, observer, { limits });
const valueOf = async (bytes: Uint8Array): Promise<PickleValue> => {
  const done = await run(bytes);
  expect(done.fault?.message).toBeUndefined();
  expect(done.end).toBe(bytes.length);
  return done.session.result();
};
const text = (value: string): PickleValue => ({ kind: "text", value, whole: true });
const int = (value: number | bigint): PickleValue => ({ kind: "int", value });
const tuple = (...items: PickleValue[]): PickleValue => ({ kind: "tuple", items, count: items.length });
const list = (...items: PickleValue[]): PickleValue => ({ kind: "list", items, count: items.length });
const global = (module: string, name: string): PickleValue => ({ kind: "global", module, name });

test("there are 68 instructions, each with a code and a name of its own", () => {
  expect(opcodes.length).toBe(68);
  expect(new Set(opcodes.map(([code]) => code)).size).toBe(68);
  expect(new Set(opcodes.map(([, name]) => name)).size).toBe(68);
});

const golden: readonly (readonly [string, Uint8Array, PickleValue])[] = [
  ["NONE", pickle().none().stop(), { kind: "none" }],
  ["NEWTRUE", pickle().bool(true).stop(), { kind: "bool", value: true }],
  ["NEWFALSE", pickle().bool(false).stop(), { kind: "bool", value: false }],
  ["INT", pickle().line("I", "-12").stop(), int(-12)],
  ["INT 01", pickle().line("I", "01").stop(), { kind: "bool", value: true }],
  ["INT 00", pickle().line("I", "00").stop(), { kind: "bool", value: false }],
  ["LONG", pickle().line("L", "123456789012345678901L").stop(), int(123456789012345678901n)],
  ["BININT", pickle().int(-2).stop(), int(-2)],
  ["BININT1", pickle().int(200).stop(), int(200)],
  ["BININT2", pickle().int(60_000).stop(), int(60_000)],
  ["LONG1", pickle().counted(0x8a, 1, Uint8Array.of(0xff, 0xff)).stop(), int(-1)],
  ["LONG4", pickle().counted(0x8b, 4, Uint8Array.of(0, 1)).stop(), int(256)],
  ["FLOAT", pickle().line("F", "1.5e2").stop(), { kind: "float", value: 150 }],
  ["BINFLOAT", pickle().float(-0.25).stop(), { kind: "float", value: -0.25 }],
  ["STRING", pickle().line("S", "'a\\x41\\n\\101'").stop(), text("aA\nA")],
  ["UNICODE", pickle().line("V", "a\\u0041\\n").stop(), text("aA\\n")],
  ["BINSTRING", pickle().counted(0x54, 4, Uint8Array.of(97)).stop(), text("a")],
  ["SHORT_BINSTRING", pickle().counted(0x55, 1, Uint8Array.of(97)).stop(), text("a")],
  ["SHORT_BINUNICODE", pickle().string("ü").stop(), text("ü")],
  ["BINUNICODE", pickle().counted(0x58, 4, Uint8Array.of(98)).stop(), text("b")],
  ["BINUNICODE8", pickle().counted(0x8d, 8, Uint8Array.of(99)).stop(), text("c")],
  [
    "SHORT_BINBYTES",
    pickle().blob(Uint8Array.of(1, 2)).stop(),
    { kind: "bytes", start: 2, end: 4, mutable: false },
  ],
  [
    "BINBYTES",
    pickle().counted(0x42, 4, Uint8Array.of(1)).stop(),
    { kind: "bytes", start: 5, end: 6, mutable: false },
  ],
  [
    "BINBYTES8",
    pickle().counted(0x8e, 8, Uint8Array.of(1)).stop(),
    { kind: "bytes", start: 9, end: 10, mutable: false },
  ],
  [
    "BYTEARRAY8",
    pickle().counted(0x96, 8, Uint8Array.of(1)).stop(),
    { kind: "bytes", start: 9, end: 10, mutable: true },
  ],
  ["EMPTY_TUPLE", pickle().emptyTuple().stop(), tuple()],
  ["TUPLE1", pickle().int(1).tuple1().stop(), tuple(int(1))],
  ["TUPLE2", pickle().int(1).int(2).tuple2().stop(), tuple(int(1), int(2))],
  ["TUPLE3", pickle().int(1).int(2).int(3).tuple3().stop(), tuple(int(1), int(2), int(3))],
  ["TUPLE and MARK", pickle().mark().int(1).tuple().stop(), tuple(int(1))],
  ["LIST", pickle().mark().int(1).list().stop(), list(int(1))],
  [
    "EMPTY_LIST and APPEND",
    pickle().emptyList().int(1).append().int(2).append().stop(),
    list(int(1), int(2)),
  ],
  ["APPENDS", pickle().emptyList().mark().int(1).int(2).appends().stop(), list(int(1), int(2))],
  [
    "DICT",
    pickle().mark().string("a").int(1).dict().stop(),
    { kind: "dict", entries: [[text("a"), int(1)]], count: 1 },
  ],
  [
    "EMPTY_DICT and SETITEM",
    pickle().emptyDict().string("a").int(1).setItem().stop(),
    { kind: "dict", entries: [[text("a"), int(1)]], count: 1 },
  ],
  [
    "SETITEMS",
    pickle().emptyDict().mark().string("a").int(1).setItems().stop(),
    { kind: "dict", entries: [[text("a"), int(1)]], count: 1 },
  ],
  [
    "EMPTY_SET and ADDITEMS",
    pickle().emptySet().mark().int(1).addItems().stop(),
    { kind: "set", items: [int(1)], count: 1 },
  ],
  ["FROZENSET", pickle().mark().int(1).frozenSet().stop(), { kind: "frozenset", items: [int(1)], count: 1 }],
  ["POP", pickle().int(1).int(2).pop().stop(), int(1)],
  ["POP of a mark", pickle().int(1).mark().pop().stop(), int(1)],
  ["POP_MARK", pickle().int(1).mark().int(2).int(3).popMark().stop(), int(1)],
  ["DUP", pickle().int(1).dup().tuple2().stop(), tuple(int(1), int(1))],
  ["PUT and GET", pickle().int(7).line("p", "900").pop().line("g", "900").stop(), int(7)],
  ["BINPUT and BINGET", pickle().int(7).put(3).pop().get(3).stop(), int(7)],
  ["LONG_BINPUT and LONG_BINGET", pickle().int(7).put(300_000).pop().get(300_000).stop(), int(7)],
  ["MEMOIZE", pickle().int(7).memoize().pop().get(0).stop(), int(7)],
  ["GLOBAL", pickle().global("a.b", "c").stop(), global("a.b", "c")],
  ["STACK_GLOBAL", pickle().stackGlobal("a.b", "c.d").stop(), global("a.b", "c.d")],
  ["PERSID", pickle().persistentId("x").stop(), { kind: "persistent", id: text("x") }],
  ["BINPERSID", pickle().int(4).binPersistentId().stop(), { kind: "persistent", id: int(4) }],
  ["NEXT_BUFFER and READONLY_BUFFER", pickle().nextBuffer().readonlyBuffer().stop(), { kind: "buffer" }],
  [
    "PROTO and FRAME",
    pickle()
      .proto(4)
      .frame((inside) => inside.int(1).raw(0x2e))
      .build(),
    int(1),
  ],
  ["EXT1", pickle().ext1(1).stop(), { kind: "unknown", why: "a name that cannot be worked out" }],
];

test.each(golden)("%s", async (_name, bytes, wanted) => {
  expect(await valueOf(bytes)).toEqual(wanted);
});

const called = (
  how: string,
  state: PickleValue = { kind: "none" },
  args: PickleValue = tuple(int(1)),
): PickleValue => ({ kind: "call", how, callee: global("m", "f"), args, state }) as PickleValue;

test.each<readonly [string, Uint8Array, PickleValue]>([
  ["REDUCE", pickle().global("m", "f").int(1).tuple1().reduce().stop(), called("reduce")],
  ["NEWOBJ", pickle().global("m", "f").int(1).tuple1().newObj().stop(), called("newobj")],
  [
    "NEWOBJ_EX",
    pickle().global("m", "f").int(1).tuple1().emptyDict().newObjEx().stop(),
    called("newobj-ex", undefined, tuple(tuple(int(1)), { kind: "dict", entries: [], count: 0 })),
  ],
  ["OBJ", pickle().mark().global("m", "f").int(1).obj().stop(), called("obj")],
  ["INST", pickle().mark().int(1).inst("m", "f").stop(), called("inst")],
  [
    "BUILD",
    pickle().global("m", "f").int(1).tuple1().reduce().int(5).buildState().stop(),
    called("reduce", int(5)),
  ],
])("%s is recorded as a call, with its result on the stack", async (_name, bytes, wanted) => {
  let calls = 0;
  const done = await run(bytes, { call: () => ((calls += 1), false) });
  expect(calls).toBe(1);
  expect(await done.session.result()).toEqual(wanted);
});

test.each<readonly [string, Uint8Array]>([
  ["more is popped than there is", pickle().pop().stop()],
  ["a value is taken from below a mark", pickle().int(1).mark().reduce().stop()],
  ["a mark is missing", pickle().int(1).appends().stop()],
  ["a memo entry was never written", pickle().get(5).stop()],
  ["the protocol does not exist", pickle().proto(6).none().stop()],
  ["the code is none", pickle().raw(0xff).stop()],
  ["STOP is missing", pickle().int(1).build()],
  ["a string ends beyond the file", pickle().raw(0x8c, 200, 1).build()],
  ["a length is negative", pickle().number(0x54, -1, 4).stop()],
  ["a dict has a key without a value", pickle().mark().int(1).dict().stop()],
  ["a STRING has no quotes", pickle().line("S", "abc").stop()],
  ["a number is none", pickle().line("I", "12x").stop()],
])("it breaks off where CPython does: %s", async (_name, bytes) => {
  expect((await run(bytes)).fault).toBeDefined();
});

test.each<readonly [string, Uint8Array]>([
  [
    "frame-crossed",
    pickle()
      .proto(4)
      .frame((f) => f.raw(0x8c, 2))
      .raw(97, 98)
      .stop(),
  ],
  [
    "frame-nested",
    pickle()
      .frame((f) => f.frame((g) => g.none()))
      .stop(),
  ],
  [
    "frame-unfinished",
    pickle()
      .frame((f) => f.none().raw(0x2e, 0x4e))
      .build(),
  ],
  ["number", pickle().line("I", "010").stop()],
  ["number", pickle().line("F", "1_0.5").stop()],
])("readers differ: %s", async (kind, bytes) => {
  const seen: string[] = [];
  await run(bytes, { divergence: (one) => seen.push(one) });
  expect(seen).toContain(kind);
});

test("instructions lie where pickletools says they lie", async () => {
  const path = new URL("fixtures/boundaries.json", import.meta.url);
  const rows = JSON.parse(readFileSync(path, "utf8")) as [hex: string, length: number, at: number[]][];
  expect(rows.length).toBeGreaterThan(40);
  for (const [hex, length, places] of rows) {
    const seen: number[] = [];
    const bytes = Buffer.from(hex, "hex");
    const done = await run(bytes, { opcode: (_code, at) => seen.push(at) });
    expect(done.fault?.message, hex).toBeUndefined();
    expect(done.end).toBe(length);
    expect(seen, hex).toEqual(places);
  }
});

/** A source that counts what is read. */
function counting(
  size: number,
  at: (offset: number) => number,
): ByteSource & { readonly bytes: () => number } {
  let read = 0;
  return {
    size,
    read: (offset, length) => {
      const piece = Uint8Array.from({ length: Math.min(length, size - offset) }, (_, i) => at(offset + i));
      read += piece.length;
      return Promise.resolve(piece);
    },
    close: () => Promise.resolve(),
    bytes: () => read,
  };
}

test("a blob of ten gigabytes is jumped over, not read", async () => {
  const size = 10 * 1024 ** 3;
  const head = pickle()
    .number(0x8e, size - 10, 8)
    .build();
  const source = counting(size, (at) => (at < head.length ? (head[at] ?? 0) : at === size - 1 ? 0x2e : 0));
  const done = await runPickle(source, 0, {});
  expect(done.fault).toBeUndefined();
  expect(done.end).toBe(size);
  expect(source.bytes()).toBeLessThan(200_000);
});

test("names are read back from before the window", async () => {
  const bytes = pickle()
    .string("os")
    .memoize()
    .pop()
    .string("system")
    .memoize()
    .pop()
    .blob(new Uint8Array(300_000))
    .pop()
    .get(0)
    .get(1)
    .stackGlobalOfStack()
    .stop();
  expect(await valueOf(bytes)).toEqual(global("os", "system"));
});

test("a line longer than any window is passed over", async () => {
  const long = "x".repeat(9 * 1024 * 1024);
  const bytes = pickle().line("V", long).pop().int(3).stop();
  expect(await valueOf(bytes)).toEqual(int(3));
});

test("millions of values are kept account of in bounded memory, and what is given up is said to be", async () => {
  const many = pickle().emptyList();
  for (let i = 0; i < 40_000; i++) many.int(1).tuple1().memoize().append();
  const bytes = many.get(5).append().stop();
  const done = await run(bytes, {}, { objects: 4096, cells: 65_536 });
  expect(done.fault).toBeUndefined();
  expect(done.session.machine.heap.kinds.length).toBeLessThanOrEqual(4096);
  expect(done.session.machine.heap.summarised).toBeGreaterThan(30_000);
  const result = await done.session.result({ values: 10 });
  expect(result.kind === "list" && result.count).toBe(40_001);
});

type Step = (to: PickleAssembler) => PickleAssembler;
const leaf = fc.oneof<fc.Arbitrary<readonly [Step, PickleValue]>[]>(
  fc.integer({ min: -100_000, max: 100_000 }).map((n) => [(p) => p.int(n), int(n)]),
  fc.string({ maxLength: 20 }).map((s) => [(p) => p.string(s), text(s)]),
  fc.boolean().map((b) => [(p) => p.bool(b), { kind: "bool", value: b }]),
);
const { node } = fc.letrec<{ node: readonly [Step, PickleValue] }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc
      .array(tie("node"), { maxLength: 5 })
      .map((items): readonly [Step, PickleValue] => [
        (p) => items.reduce((to, [step]) => step(to), p.mark()).tuple(),
        tuple(...items.map(([, value]) => value)),
      ]),
    fc
      .array(tie("node"), { maxLength: 5 })
      .map((items): readonly [Step, PickleValue] => [
        (p) => items.reduce((to, [step]) => step(to).append(), p.emptyList()),
        list(...items.map(([, value]) => value)),
      ]),
  ),
}));

test("what is written is what is read, however it is nested", async () => {
  await fc.assert(
    fc.asyncProperty(node, async ([step, wanted]) => {
      const bytes = step(pickle().proto(4)).stop();
      const done = await run(bytes);
      expect(await done.session.result({ depth: 50, values: 10_000 })).toEqual(wanted);
    }),
    { numRuns: 100 },
  );
});

test("no mutant crashes it, and none is read beyond its end", async () => {
  const bytes = pickle()
    .proto(4)
    .frame((f) =>
      f
        .emptyDict()
        .mark()
        .string("a")
        .global("m", "f")
        .int(1)
        .tuple1()
        .reduce()
        .memoize()
        .get(0)
        .setItems()
        .line("I", "5")
        .pop(),
    )
    .stop();
  for (const { bytes: mutant, how } of mutantsOf(bytes, 11)) {
    const done = await run(mutant);
    expect(done.end, how).toBeLessThanOrEqual(mutant.length);
    if (done.fault !== undefined) expect(done.fault.name, how).toBe("FormatFault");
  }
});
