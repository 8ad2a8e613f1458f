import { pickle, type PickleAssembler } from "../../../../formats/pickle/testing/assemble.ts";
import { bypasses } from "../../pickle/testing/bypasses.ts";
import { family, harmful, harmless, type MaliciousFile } from "./malicious-file.ts";

const bytes = (...parts: Uint8Array[]): Uint8Array => Buffer.concat(parts);
const system = (start: PickleAssembler): Uint8Array =>
  start.global("os", "system").string("echo inert").tuple1().reduce().stop();

/** The array wrapper of joblib with its raw bytes, and what follows them in the same stream. */
function joblibWith(after: (stream: PickleAssembler) => PickleAssembler): Uint8Array {
  const head = pickle()
    .proto(4)
    .emptyDict()
    .memoize()
    .mark()
    .string("w")
    .stackGlobal("joblib.numpy_pickle", "NumpyArrayWrapper")
    .emptyTuple()
    .newObj()
    .emptyDict()
    .mark()
    .string("subclass")
    .stackGlobal("numpy", "ndarray")
    .string("shape")
    .int(2)
    .tuple1()
    .string("order")
    .string("C")
    .string("dtype")
    .stackGlobal("numpy", "dtype")
    .string("f8")
    .bool(false)
    .bool(true)
    .tuple3()
    .reduce()
    .mark()
    .int(3)
    .string("<")
    .none()
    .none()
    .none()
    .int(-1)
    .int(-1)
    .int(0)
    .tuple()
    .buildState()
    .string("allow_mmap")
    .bool(true)
    .string("numpy_array_alignment_bytes")
    .int(16)
    .setItems()
    .buildState()
    .build();
  const padding = 16 - ((head.length + 1) % 16);
  const filler = Buffer.alloc(padding, 0xff);
  return bytes(head, Uint8Array.of(padding), filler, Buffer.alloc(16), after(pickle().setItems()).stop());
}

function npy(dtype: string, data: Uint8Array): Uint8Array {
  const header = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (1,), }`;
  const padded = `${header.padEnd(117)}\n`;
  return bytes(
    Buffer.from("\x93NUMPY\x01\x00", "latin1"),
    Uint8Array.of(padded.length, 0),
    Buffer.from(padded),
    data,
  );
}

const magicNumber = pickle()
  .proto(2)
  .counted(0x8a, 1, Uint8Array.of(0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19))
  .stop();
const protocolNumber = pickle().proto(2).int(1001).stop();
const noStorages = pickle().proto(2).emptyList().stop();

/** Streams of pickles as each writer stores them. */
export const pickleFiles: readonly MaliciousFile[] = [
  ...bypasses.map(({ family: of, name, bytes: made }) => ({
    family: `pickle: ${of}`,
    name,
    file: "model.pkl",
    bytes: made,
  })),
  ...family(
    "pickle: protocol",
    "model.bin",
    Object.fromEntries([0, 1, 2, 3, 4, 5].map((v) => [`protocol ${v}`, system(pickle().proto(v))])),
  ),
  ...family("pickle: several", "model.pkl", {
    "harm in the second": bytes(harmless, harmful),
    "harm in the twentieth": bytes(...Array.from({ length: 19 }, () => harmless), harmful),
    "junk, then harm": bytes(harmless, Buffer.alloc(9, 0xff), harmful),
    "far behind zeros": bytes(harmless, Buffer.alloc(100_000), harmful),
    "behind a long blob": pickle()
      .proto(4)
      .blob(Buffer.alloc(300_000))
      .pop()
      .bytes(harmful.subarray(2))
      .build(),
  }),
  ...family("torch legacy", "model.pt", {
    "in the object": bytes(magicNumber, protocolNumber, harmless, harmful, noStorages),
    "in the system information": bytes(magicNumber, protocolNumber, harmful, harmless, noStorages),
    "in the list of storages": bytes(magicNumber, protocolNumber, harmless, harmless, harmful),
    "a sixth pickle": bytes(magicNumber, protocolNumber, harmless, harmless, noStorages, harmful),
    "instead of the magic number": bytes(harmful, protocolNumber, harmless, harmless, noStorages),
  }),
  ...family("joblib", "model.joblib", {
    "behind the raw array": joblibWith((s) =>
      s.global("os", "system").string("echo inert").tuple1().reduce().pop(),
    ),
    "a pickle behind the pickle": bytes(
      joblibWith((s) => s),
      harmful,
    ),
  }),
  ...family("npy", "array.npy", {
    "array of objects": npy("|O", harmful),
    "behind the numbers": bytes(npy("<f8", Buffer.alloc(8)), harmful),
    "a header to evaluate": npy("<f8' + __import__('os').system('echo inert') + '", Buffer.alloc(8)),
    "a structure with objects": npy("|O8", harmful),
  }),
];

export const objectArray: Uint8Array = npy("|O", harmful);
