/**
 * How fast packed files are unpacked here, beside Python's own unpackers in the same run, and whether the
 * same bytes come out. Needs a Python with `lz4` and `zstandard`.
 *
 *     node bench/artifacts/containers.ts [python]
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  bunzip2,
  fileSource,
  gunzip,
  inflateZlib,
  Unpacking,
  unlz4,
  unlzmaAlone,
  unxz,
  unzstd,
  type ByteSource,
  type Decoder,
} from "../../src/formats/index.ts";

const python = process.argv[2] ?? "python3";
const decoders: Readonly<Record<string, (source: ByteSource, start: number, end: number) => Decoder>> = {
  gzip: gunzip,
  zlib: inflateZlib,
  bz2: bunzip2,
  xz: unxz,
  lzma: unlzmaAlone,
  lz4: unlz4,
  zstd: unzstd,
};

// Half of it noise and half of it repeats, as weights beside names are.
const script = `
import bz2, gzip, hashlib, json, lzma, random, sys, time, zlib
import lz4.frame, zstandard
random.seed(7)
rows = []
for i in range(24000):
    rows.append(b"layer.%d.weight " % (i % 97) * 20 + random.randbytes(320))
data = b"".join(rows)
pairs = {
  "gzip": (gzip.compress, gzip.decompress),
  "zlib": (zlib.compress, zlib.decompress),
  "bz2": (bz2.compress, bz2.decompress),
  "xz": (lzma.compress, lzma.decompress),
  "lzma": (lambda d: lzma.compress(d, format=lzma.FORMAT_ALONE), lzma.decompress),
  "lz4": (lambda d: lz4.frame.compress(d, content_checksum=True), lz4.frame.decompress),
  "zstd": (zstandard.ZstdCompressor(write_checksum=True).compress, lambda d: zstandard.ZstdDecompressor().decompress(d)),
}
result = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "seconds": {}}
for name, (pack, unpack) in pairs.items():
    packed = pack(data)
    open(sys.argv[1] + "/" + name, "wb").write(packed)
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        unpack(packed)
        best = min(best, time.perf_counter() - start)
    result["seconds"][name] = best
print(json.dumps(result))
`;

interface Measured {
  readonly bytes: number;
  readonly sha256: string;
  readonly seconds: Readonly<Record<string, number>>;
}

const folder = mkdtempSync(join(tmpdir(), "bartizan-containers-"));
try {
  // Safe: the script above prints exactly this.
  const peer = JSON.parse(execFileSync(python, ["-c", script, folder], { encoding: "utf8" })) as Measured;
  console.log(`${(peer.bytes / 1e6).toFixed(1)} MB unpacked; MB/s of what comes out, the best of three`);
  for (const [name, decoder] of Object.entries(decoders)) {
    let best = Infinity;
    for (let round = 0; round < 3; round++) {
      const source = await fileSource(join(folder, name));
      const hash = createHash("sha256");
      const start = performance.now();
      let hashing = 0;
      for await (const chunk of new Unpacking(decoder(source, 0, source.size))) {
        const before = performance.now();
        hash.update(chunk);
        hashing += performance.now() - before;
      }
      best = Math.min(best, (performance.now() - start - hashing) / 1000);
      await source.close();
      if (hash.digest("hex") !== peer.sha256) throw new Error(`${name}: other bytes came out`);
    }
    const theirs = peer.seconds[name] ?? NaN;
    const speed = (seconds: number): string => (peer.bytes / 1e6 / seconds).toFixed(0).padStart(6);
    console.log(
      `${name.padEnd(6)} ${speed(best)} here ${speed(theirs)} Python   ratio ${(theirs / best).toFixed(2)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
