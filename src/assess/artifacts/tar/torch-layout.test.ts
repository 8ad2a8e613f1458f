import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pickle, type PickleAssembler } from "../../../formats/pickle/testing/assemble.ts";
import { writeTar } from "../../../formats/tar/testing/write-tar.ts";
import { examineBytes, isClean, rulesOf, wronglyPassed } from "../testing/examine-bytes.ts";

/** Written by bench/artifacts/torch-tar.py, whose reader is PyTorch's own. */
const real = gunzipSync(readFileSync(new URL("fixtures/torch-0.1.tar.gz", import.meta.url)));

const numbers = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, i) => bytes.writeBigInt64LE(BigInt(value), i * 8));
  return bytes;
};
const number = (value: number): Uint8Array => pickle().proto(2).int(value).stop();
const emptyList = pickle().proto(2).raw(0x5d).stop();
const head = (type: (p: PickleAssembler) => PickleAssembler): Uint8Array =>
  type(pickle().proto(2).mark().int(70_000).string("cpu")).raw(0x74).stop();
const floats = head((p) => p.global("torch", "FloatStorage"));

const storages = Buffer.concat([number(1), floats, numbers(2), Buffer.from("weights!"), emptyList]);
const tensors = Buffer.concat([
  number(1),
  pickle().proto(2).int(1).int(70_000).global("torch", "FloatTensor").raw(0x87).stop(),
  numbers(1, 2, 1, 0),
]);
const objects = pickle().proto(2).int(1).raw(0x51).stop();

const archive = (parts: Partial<Record<"storages" | "tensors" | "pickle", Uint8Array>> = {}): Buffer =>
  writeTar(
    Object.entries({ pickle: objects, tensors, storages, ...parts }).map(([name, data]) => ({ name, data })),
  );
const calls = pickle().proto(2).global("os", "system").string("echo inert").tuple1().reduce().stop();

describe("what PyTorch 0.1 wrote", () => {
  it("is read to the last byte, as PyTorch reads it", async () => {
    const report = await examineBytes(real, "model.pt");
    expect(rulesOf(report)).toEqual(["tar/torch-0.1"]);
    expect(isClean(report)).toBe(true);
    expect(report.members.map(({ format }) => format)).toEqual([
      "pickle",
      "torch-pickle",
      "torch-tar-tensors",
      "torch-tar-storages",
    ]);
    expect(report.members[3]?.regions.map(({ what }) => what)).toContain("storage");
  });

  it("is read from our own writer too", async () => {
    expect((await examineBytes(archive(), "model.pt")).verdict).toBe("clean");
  });

  it.each([
    ["the objects", archive({ pickle: calls })],
    ["the number of storages", archive({ storages: calls })],
    ["the head of a storage", archive({ storages: Buffer.concat([number(1), calls]) })],
    ["the views behind the storages", archive({ storages: Buffer.concat([number(0), calls]) })],
    ["the head of a tensor", archive({ tensors: Buffer.concat([number(1), calls]) })],
    [
      "a class in a persistent id",
      archive({
        pickle: pickle()
          .proto(2)
          .global("os", "system")
          .none()
          .none()
          .raw(0x87, 0x51)
          .string("echo inert")
          .tuple1()
          .reduce()
          .stop(),
      }),
    ],
  ])("runs code in %s: unsafe", async (_, file) => {
    expect((await examineBytes(file, "model.pt")).verdict).toBe("unsafe");
  });

  it.each([
    [
      "more elements than there are",
      { storages: Buffer.concat([number(1), floats, numbers(9), Buffer.from("weights!"), emptyList]) },
    ],
    ["fewer storages than there are", { storages: Buffer.concat([number(0), emptyList, storages]) }],
    ["more storages than there are", { storages: Buffer.concat([number(2), storages.subarray(5)]) }],
    [
      "a storage of an unknown class",
      { storages: Buffer.concat([number(1), head((p) => p.global("torch", "NoStorage")), storages]) },
    ],
    ["a negative number of tensors", { tensors: number(-1) }],
    ["a tensor cut short", { tensors: tensors.subarray(0, -4) }],
    ["a negative stride", { tensors: Buffer.concat([tensors.subarray(0, -16), numbers(-1, 0)]) }],
    ["bytes behind the last tensor", { tensors: Buffer.concat([tensors, Buffer.from("more")]) }],
  ])("with %s is not clean", async (_, parts) => {
    expect((await examineBytes(archive(parts), "model.pt")).verdict).toBe("incomplete");
  });

  it("with a link where PyTorch reads the objects is not clean", async () => {
    const file = writeTar([
      { name: "storages", data: storages },
      { name: "tensors", data: tensors },
      { name: "other", data: objects },
      { name: "pickle", type: "1", target: "other" },
    ]);
    expect((await examineBytes(file, "model.pt")).verdict).toBe("incomplete");
  });

  it("no damaged copy passes with something unexplained, and no parser fails", async () => {
    expect(await wronglyPassed(archive(), 11)).toEqual([]);
  });
});
