import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { pickle } from "../../../../formats/pickle/testing/assemble.ts";
import { paxOf, writeTar } from "../../../../formats/tar/testing/write-tar.ts";
import { writeZip, type WrittenEntry } from "../../../../formats/zip/testing/write-zip.ts";
import { family, harmful, harmless, json, text, type MaliciousFile } from "./malicious-file.ts";
import { objectArray } from "./pickles.ts";

const member: WrittenEntry = { name: "model/data.pkl", data: harmful };
const good: WrittenEntry = { name: "model/data.pkl", data: harmless };
const plain: WrittenEntry = { name: "model/version", data: "3\n" };
const torch = (...entries: WrittenEntry[]): Buffer =>
  writeZip([...entries, plain, { name: "model/byteorder", data: "little" }]);

/** A storage of four bytes named, and the bytes of something else in its place. */
const storagePickle = pickle()
  .proto(2)
  .mark()
  .string("storage")
  .global("torch", "ByteStorage")
  .string("0")
  .string("cpu")
  .int(4)
  .tuple()
  .binPersistentId()
  .stop();

const elf = Buffer.alloc(128);
elf.set(Buffer.from("\x7fELF\x02\x01\x01", "latin1"));
const script = "#!/bin/sh\necho inert\n";
const bomb = deflateRawSync(Buffer.alloc(120_000_000));

/** The same harm in every wrapping, and what two readers of one archive see differently. */
export const containerFiles: readonly MaliciousFile[] = [
  ...family("torch zip", "model.pt", {
    "the object": torch(member),
    packed: torch({ ...member, deflate: true }),
    "another member": torch(good, { name: "model/extra.pkl", data: harmful }),
    "a member without an ending": torch(good, { name: "model/notes", data: harmful }),
    "protocol 0 without an ending": torch(good, {
      name: "model/x",
      data: "cos\nsystem\n(S'echo inert'\ntR.",
    }),
    "in the place of a storage": torch(
      { name: "model/data.pkl", data: storagePickle },
      { name: "model/data/0", data: Buffer.concat([Buffer.alloc(4), harmful]) },
    ),
    "a storage nobody names": torch(good, { name: "model/data/7", data: harmful }),
    "TorchScript constants": torch(
      good,
      { name: "model/constants.pkl", data: harmful },
      { name: "model/code/__torch__.py", data: "" },
    ),
    "debug information": torch(
      good,
      { name: "model/constants.pkl", data: harmless },
      { name: "model/code/a.py.debug_pkl", data: harmful },
    ),
    "a packaged model": writeZip([
      { name: "p/.data/version", data: "6\n" },
      { name: "p/model/model.pkl", data: harmful },
    ]),
    "a model and its library": torch(good, { name: "model/lib.so", data: elf }),
  }),
  ...family("zip differential", "model.pt", {
    "first of two": torch(member, good),
    "last of two": torch(good, member),
    "not in the directory": torch(good, { ...member, name: "model/hidden", inDirectory: false }),
    "flagged as encrypted": torch({ ...member, both: { flags: 0x0801 } }),
    "flagged in the directory only": torch({ ...member, central: { flags: 0x0801 } }),
    "other name in the header": torch({ ...member, local: { name: "model/data.txt" } }),
    "other name in the directory": torch({ ...member, central: { name: "model/data.txt" } }),
    "wrong checksum": torch({ ...member, both: { crc: 7 } }),
    "checksum of one view": torch({ ...member, central: { crc: 7 } }),
    "shorter in the header": torch({ ...member, local: { packed: 2, size: 2 } }),
    "shorter in the directory": torch({ ...member, central: { packed: 2, size: 2 } }),
    "other method": torch({ ...member, central: { method: 8 } }),
    "unknown method": torch({ ...member, packed: { method: 97, bytes: harmful } }),
    "descriptor of a lie": torch({ ...member, descriptor: "signed", central: { crc: 9 } }),
    "more entries than counted": writeZip([good, plain, member], { count: 1 }),
    "case of the name": torch(good, { ...member, name: "model/DATA.PKL" }),
    "a NUL in the name": torch(good, { ...member, name: "model/a.txt\0.pkl" }),
    "backslashes in the name": torch(good, { ...member, name: "model\\data.pkl" }),
    "prefix that is a pickle": writeZip([good, plain], { prefix: harmful }),
    "suffix that is a pickle": writeZip([good, plain], { suffix: harmful }),
    "comment that is a pickle": writeZip([good, plain], { comment: harmful }),
    "between the entries": writeZip([good, plain], { between: harmful }),
    "behind the packed data": torch({
      ...good,
      packed: { method: 8, bytes: Buffer.concat([deflateRawSync(harmless), harmful]) },
    }),
    "two archives in one": Buffer.concat([torch(member), torch(good)]),
    "leaves the folder": torch(good, { name: "../../.bashrc", data: "echo inert\n" }),
    "an absolute name": torch(good, { name: "/etc/cron.d/inert", data: "" }),
    "a link that leaves": torch(good, { name: "model/link", data: "../../../etc", mode: 0o120777 }),
    "a bomb": writeZip([{ name: "a", data: Buffer.alloc(120_000_000), packed: { method: 8, bytes: bomb } }]),
    "overlapping entries": writeZip([good, { ...good, name: "model/second", only: "central", at: 0 }]),
  }),
  ...family("nested archive", "archive.bin", {
    "zip in zip": writeZip([{ name: "a", data: writeZip([member]), deflate: true }]),
    "zip in zip in zip": writeZip([{ name: "a", data: writeZip([{ name: "b", data: writeZip([member]) }]) }]),
    "tar in zip": writeZip([{ name: "a", data: writeTar([{ name: "b", data: harmful }]) }]),
    "zip in tar": writeTar([{ name: "a", data: writeZip([member]) }]),
    "packed tar": gzipSync(writeTar([{ name: "a", data: harmful }])),
    "gzip in gzip": gzipSync(gzipSync(harmful)),
    "second gzip member": Buffer.concat([gzipSync(harmless), gzipSync(harmful)]),
    zstd: zstdCompressSync(harmful),
    "array of objects in an npz": writeZip([{ name: "a.npy", data: objectArray }]),
    "executable in a zip": writeZip([{ name: "a", data: elf }]),
    "forty zips in each other": writeZip([{ name: "a", data: nested(40) }]),
  }),
  ...family("joblib packed", "model.joblib", {
    zlib: deflateSync(harmful),
    "zlib, fastest": deflateSync(harmful, { level: 1 }),
    gzip: gzipSync(harmful),
    "zlib with a tail": Buffer.concat([deflateSync(harmless), harmful]),
  }),
  ...family("tar", "model.tar", {
    "torch of 2016": writeTar([
      { name: "storages", data: harmless },
      { name: "tensors", data: harmless },
      { name: "pickle", data: harmful },
    ]),
    "nemo: weights": writeTar([
      { name: "model_config.yaml", data: "name: inert\n" },
      { name: "model_weights.ckpt", data: torch(member) },
    ]),
    "nemo: a target": writeTar([
      { name: "model_config.yaml", data: "trainer:\n  _target_: os.system\n  command: echo inert\n" },
      { name: "model_weights.ckpt", data: torch(good) },
    ]),
    "leaves the folder": writeTar([{ name: "../../.bashrc", data: "echo inert\n" }]),
    "a link out": writeTar([{ name: "a", type: "2", target: "../../etc" }]),
    "a hard link out": writeTar([{ name: "a", type: "1", target: "/etc/passwd" }]),
    "a device": writeTar([{ name: "a", type: "3" }]),
    "one name twice": writeTar([
      { name: "a", data: harmless },
      { name: "a", data: harmful },
    ]),
    "behind the end": Buffer.concat([writeTar([{ name: "a", data: "text\n" }]), harmful]),
    "name by pax": writeTar([
      { name: "p", type: "x", data: paxOf({ path: "../../outside" }) },
      { name: "a", data: "text\n" },
    ]),
    "size by pax": writeTar([
      { name: "p", type: "x", data: paxOf({ size: "3" }) },
      { name: "a", data: harmful },
    ]),
  }),
  ...family("native code", "model.bin", {
    ELF: elf,
    PE: Buffer.concat([
      Buffer.from("MZ"),
      Buffer.alloc(58),
      Buffer.from([64, 0, 0, 0]),
      Buffer.from("PE\0\0"),
      Buffer.alloc(64),
    ]),
    "Mach-O": Buffer.concat([Buffer.from([0xcf, 0xfa, 0xed, 0xfe]), Buffer.alloc(64)]),
    "a llamafile": writeZip([plain], {
      prefix: Buffer.concat([Buffer.from("MZqFpD='\n"), Buffer.alloc(512), text(script)]),
    }),
  }),
  ...family("mar", "model.mar", {
    "a handler": writeZip([
      {
        name: "MAR-INF/MANIFEST.json",
        data: json({ model: { handler: "handler.py", serializedFile: "w.pt" } }),
      },
      { name: "handler.py", data: "import os\nos.system('echo inert')\n" },
      { name: "w.pt", data: torch(good) },
    ]),
    weights: writeZip([
      {
        name: "MAR-INF/MANIFEST.json",
        data: json({ model: { handler: "image_classifier", serializedFile: "w.pt" } }),
      },
      { name: "w.pt", data: torch(member) },
    ]),
  }),
  ...family("polyglot", "model.bin", {
    "pickle, then zip": Buffer.concat([harmful, torch(good)]),
    "zip, then pickle": Buffer.concat([torch(good), harmful]),
    "gzip, then pickle": Buffer.concat([gzipSync("text\n"), harmful]),
    "text, then pickle": Buffer.concat([text("just a note\n"), harmful]),
    "JSON, then pickle": Buffer.concat([json({ a: 1 }), harmful]),
    "picture, then zip": Buffer.concat([
      Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
      Buffer.alloc(40),
      torch(member),
    ]),
    "tar in a zip's prefix": writeZip([good], { prefix: writeTar([{ name: "a", data: harmful }]) }),
    "pickle in tar padding": paddedTar(),
  }),
];

function nested(levels: number): Buffer {
  let inner: Buffer = writeZip([member]);
  for (let i = 0; i < levels; i++) inner = writeZip([{ name: "a", data: inner }]);
  return inner;
}

function paddedTar(): Buffer {
  const tar = writeTar([{ name: "a", data: "text\n" }]);
  Buffer.from(harmful).copy(tar, 520);
  return tar;
}
