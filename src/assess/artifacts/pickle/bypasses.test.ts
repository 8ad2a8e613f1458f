import { expect, test } from "vitest";
import { memorySource } from "../../../formats/index.ts";
import { mutantsOf } from "../../../formats/testing/mutants.ts";
import { pickle } from "../../../formats/pickle/testing/assemble.ts";
import { allFindings, examineArtifact } from "../engine/examine.ts";
import type { ArtifactReport } from "../../../contracts/index.ts";
import { format } from "./format.ts";
import { bypasses } from "./testing/bypasses.ts";

const examine = (bytes: Uint8Array): Promise<ArtifactReport> =>
  examineArtifact(memorySource(bytes), "model.pkl", { formats: [format], loaders: [] });
const rulesOf = (report: ArtifactReport): string[] => allFindings(report).map(({ rule }) => rule);

test.each(bypasses)("$family: $name is unsafe", async ({ bytes }) => {
  const report = await examine(bytes);
  expect(report.verdict, JSON.stringify(rulesOf(report))).toBe("unsafe");
});

test("there are at least 150 of them", () => {
  expect(bypasses.length).toBeGreaterThanOrEqual(150);
});

test("plain data, standard classes, arrays and estimators are clean", async () => {
  const numpy = pickle()
    .proto(4)
    .stackGlobal("numpy._core.multiarray", "_reconstruct")
    .stackGlobal("numpy", "ndarray")
    .int(0)
    .tuple1()
    .blob(Uint8Array.of(98))
    .tuple3()
    .reduce()
    .emptyTuple()
    .buildState()
    .stop();
  const estimator = pickle()
    .proto(4)
    .stackGlobal("sklearn.linear_model._logistic", "LogisticRegression")
    .emptyTuple()
    .newObj()
    .emptyDict()
    .string("C")
    .float(1)
    .setItem()
    .buildState()
    .stop();
  const data = pickle().proto(4).emptyDict().string("os.system").string("eval(1)").setItem().stop();
  const ordered = pickle()
    .proto(2)
    .global("collections", "OrderedDict")
    .emptyTuple()
    .reduce()
    .string("a")
    .none()
    .setItem()
    .stop();
  for (const bytes of [numpy, estimator, data, ordered]) {
    const report = await examine(bytes);
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe("clean");
    expect(report.bytesExamined).toBe(bytes.length);
  }
});

test("an object of an unknown class is for a person to look at, an unknown function is not let through", async () => {
  const object = pickle().proto(4).stackGlobal("vendor.layers", "Block").emptyTuple().newObj().stop();
  expect((await examine(object)).verdict).toBe("review");
  const called = pickle().proto(4).stackGlobal("vendor.layers", "make").emptyTuple().reduce().stop();
  expect((await examine(called)).verdict).toBe("unsafe");
});

test("the same name is a class where it is listed and nothing where it is dotted", async () => {
  const dotted = pickle().proto(4).stackGlobal("collections", "OrderedDict.fromkeys").stop();
  expect(rulesOf(await examine(dotted))).toContain("pickle/attribute-walk");
});

test("bytes behind the last pickle are not explained", async () => {
  const bytes = Buffer.concat([pickle().proto(4).none().stop(), Buffer.from([0xff, 0xff, 0xff])]);
  expect((await examine(bytes)).verdict).toBe("incomplete");
});

test("no mutant of a dangerous pickle is clean unless the danger itself is gone", async () => {
  const bytes = pickle().proto(4).stackGlobal("os", "system").string("echo inert").tuple1().reduce().stop();
  for (const { bytes: mutant, how } of mutantsOf(bytes, 4)) {
    const report = await examine(mutant);
    if (report.verdict !== "clean") continue;
    // What still names it must not pass as clean; a string of the same letters is data.
    expect(report.bytesExamined, how).toBe(report.bytes);
    expect(report.facts["imports"] ?? "", how).not.toContain("os.system");
  }
});

test("a vocabulary of spaCy is as harmless as the getters pickled inside it", async () => {
  const vocabulary = (getters: Uint8Array): Uint8Array =>
    pickle()
      .proto(4)
      .stackGlobal("spacy.vocab", "unpickle_vocab")
      .mark()
      .none()
      .stackGlobal("spacy.vectors", "unpickle_vectors")
      .blob(Uint8Array.of(0x80))
      .tuple1()
      .reduce()
      .none()
      .none()
      .blob(getters)
      .none()
      .stackGlobal("spacy.lang.en.syntax_iterators", "noun_chunks")
      .tuple()
      .reduce()
      .stop();
  const getter = (module: string, name: string): Uint8Array =>
    pickle().proto(4).emptyDict().int(1).stackGlobal(module, name).setItem().stop();
  expect((await examine(vocabulary(getter("spacy.lang.lex_attrs", "lower")))).verdict).toBe("clean");
  expect((await examine(vocabulary(getter("vendor.words", "lower")))).verdict).not.toBe("clean");
  expect((await examine(vocabulary(getter("posix", "system")))).verdict).toBe("unsafe");
});

test("a getter of a vocabulary is only kept: a pickle that calls it is not clean", async () => {
  const bytes = pickle()
    .proto(4)
    .stackGlobal("spacy.util", "_get_attr_unless_lookup")
    .stackGlobal("builtins", "len")
    .emptyTuple()
    .string("x")
    .tuple3()
    .reduce()
    .stop();
  expect((await examine(bytes)).verdict).not.toBe("clean");
});

test("a detector of ultralytics is clean as an object of its class", async () => {
  const made = (name: string): Uint8Array =>
    pickle()
      .proto(4)
      .stackGlobal("ultralytics.nn.tasks", name)
      .emptyTuple()
      .newObj()
      .emptyDict()
      .buildState()
      .stop();
  expect((await examine(made("DetectionModel"))).verdict).toBe("clean");
  expect((await examine(made("Downloaded"))).verdict).not.toBe("clean");
});
