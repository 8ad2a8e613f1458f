import { describe, expect, it } from "vitest";
import type { ArtifactReport } from "../../../../contracts/index.ts";
import { pickle, type PickleAssembler } from "../../../../formats/pickle/testing/assemble.ts";
import { writeZip, type WrittenEntry } from "../../../../formats/zip/testing/write-zip.ts";
import { allFindings } from "../../engine/examine.ts";
import { examineBytes, rulesOf } from "../../testing/examine-bytes.ts";

const text = (p: PickleAssembler, value: string): PickleAssembler => p.counted(0x58, 4, Buffer.from(value));
/** `("storage", torch.FloatStorage, key, "cpu", elements)`, as the reader of the archive is asked for it. */
const storage = (key: string, elements: number): Uint8Array => {
  const tagged = text(pickle().proto(2).mark(), "storage").global("torch", "FloatStorage");
  return text(text(tagged, key), "cpu").int(elements).raw(0x74, 0x51).stop();
};

/** As `torch.save` writes it: stored, with descriptors, one folder, storages beside the pickle. */
function checkpoint(elements: number, more: readonly WrittenEntry[] = [], content?: Uint8Array): Buffer {
  const object = storage("0", elements);
  const entry = (name: string, data: Uint8Array | string): WrittenEntry => ({
    name: `model/${name}`,
    data,
    descriptor: "signed",
  });
  return writeZip([
    entry("data.pkl", object),
    entry("byteorder", "little"),
    entry("data/0", content ?? Buffer.alloc(16, 0x3f)),
    entry("version", "3\n"),
    entry(".data/serialization_id", "0636067578807292138300030029093834283421"),
    ...more,
  ]);
}
const evil = pickle().proto(4).stackGlobal("os", "system").string("echo inert").tuple1().reduce().stop();

describe("a PyTorch archive", () => {
  it("is clean; its storages are numbers and everything else is examined", async () => {
    const report = await examineBytes(checkpoint(4), "model.pt");
    expect(allFindings(report)).toEqual([]);
    expect(report).toMatchObject({
      verdict: "clean",
      facts: { layout: "torch" },
      bytesExamined: report.bytes,
    });
    expect(report.members.map(({ format }) => format)).toEqual([
      "torch-pickle",
      "text",
      "data",
      "text",
      "text",
    ]);
  });

  it("a storage that looks like a pickle is numbers still: nobody reads it as one", async () => {
    const numbers = Buffer.concat([evil, Buffer.alloc(40 - evil.length)]);
    expect((await examineBytes(checkpoint(10, [], numbers))).verdict).toBe("clean");
  });

  it("a storage of another length than the pickle says is unsafe, and is examined by its content", async () => {
    const report = await examineBytes(checkpoint(200, [], evil));
    expect(rulesOf(report)).toEqual(expect.arrayContaining(["pickle/exec", "zip/torch-storage-size"]));
  });

  it("a member that no storage refers to is examined", async () => {
    const report = await examineBytes(checkpoint(4, [{ name: "model/data/1", data: evil }]));
    expect(rulesOf(report)).toContain("pickle/exec");
  });

  it("the pickle is found under any folder, and twice", async () => {
    const twice = checkpoint(4, [{ name: "model/data.pkl", data: evil }]);
    expect(rulesOf(await examineBytes(twice))).toEqual(
      expect.arrayContaining(["pickle/exec", "zip/duplicate-entry"]),
    );
  });
});

describe("a TorchScript archive", () => {
  const script = (code: string, object = evilless): Buffer =>
    writeZip([
      { name: "m/data.pkl", data: object },
      { name: "m/code/__torch__/m.py", data: code, deflate: true },
      { name: "m/constants.pkl", data: pickle().proto(2).raw(0x29).stop() },
      { name: "m/version", data: "3\n" },
    ]);
  const evilless = pickle().proto(2).stackGlobal("__torch__", "M").raw(0x29, 0x81).stop();
  const body = "class M(Module):\n  def forward(self, x):\n    return torch.relu(x)\n";

  it("has classes of its own code, which are no names to import", async () => {
    const report = await examineBytes(script(body), "m.pt");
    expect(allFindings(report)).toEqual([]);
    expect(report).toMatchObject({ verdict: "clean", facts: { codeFiles: 1 } });
  });

  it("keeps inputs seen while tracing as data, whose numbers were dropped, and nothing else there is excused", async () => {
    const traced = (object: Uint8Array, numbers: Uint8Array): Promise<ArtifactReport> =>
      examineBytes(
        writeZip([
          { name: "m/data.pkl", data: evilless },
          { name: "m/code/__torch__/m.py", data: body },
          { name: "m/constants.pkl", data: pickle().proto(2).raw(0x29).stop() },
          { name: "m/traced_inputs.pkl", data: object },
          { name: "m/traced_inputs/0", data: numbers },
          { name: "m/version", data: "3\n" },
        ]),
        "m.pt",
      );
    for (const numbers of [new Uint8Array(), Buffer.alloc(16, 0x3f)]) {
      const report = await traced(storage("0", 4), numbers);
      expect(allFindings(report)).toEqual([]);
      expect(report.verdict).toBe("clean");
      expect(report.members.map(({ path, format }) => [path, format])).toContainEqual([
        "m.pt!/m/traced_inputs.pkl",
        "torchscript-pickle",
      ]);
    }
    expect(rulesOf(await traced(storage("0", 4), Buffer.alloc(8)))).toContain("zip/torch-storage-size");
    expect(await traced(evil, new Uint8Array())).toMatchObject({ verdict: "unsafe" });
  });

  it("with a pickle that names Python's modules is examined as one of Python", async () => {
    expect(rulesOf(await examineBytes(script(body, evil)))).toContain("pickle/exec");
  });

  it("tells of operators that open files, and of those of foreign libraries", async () => {
    const reaching = `${body}    y = torch.from_file("/etc/passwd", False, 10)\n`;
    expect(rulesOf(await examineBytes(script(reaching)))).toEqual(["zip/torchscript-reaches-out"]);
    const foreign = `${body}    y = ops.strange.run(x)\n    z = ops.aten.add(x, x)\n`;
    expect(rulesOf(await examineBytes(script(foreign)))).toEqual(["zip/torchscript-custom-operator"]);
  });
});

describe("other layouts are named", () => {
  const manifest = (handler: string): WrittenEntry => ({
    name: "MAR-INF/MANIFEST.json",
    data: JSON.stringify({ model: { handler, modelName: "m" } }),
  });
  it("a TorchServe archive with a handler of its own is for a person to read", async () => {
    const own = writeZip([
      manifest("handler.py:handle"),
      { name: "handler.py", data: "def handle(d, c): ...\n" },
    ]);
    expect(rulesOf(await examineBytes(own, "m.mar"))).toEqual(["text/code-in-archive", "zip/mar-handler"]);
    const builtIn = await examineBytes(writeZip([manifest("image_classifier")]), "m.mar");
    expect(builtIn).toMatchObject({ verdict: "clean", facts: { layout: "mar" } });
  });

  it.each([
    ["mlflow", [{ name: "m/MLmodel", data: "flavors: {}\n" }]],
    ["skops", [{ name: "schema.json", data: "{}" }]],
  ])("%s", async (layout, entries) => {
    expect((await examineBytes(writeZip(entries))).facts).toMatchObject({ layout });
  });
});
