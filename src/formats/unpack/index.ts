export { bunzip2 } from "./bunzip2.ts";
export { filtered, type PackFilter } from "./filtered.ts";
export { gunzip, readGzipHeader, type GzipHeader } from "./gzip.ts";
export { inflate, inflateZlib } from "./inflate.ts";
export { lz4LegacyMagic, lz4Magic, unlz4 } from "./lz4.ts";
export { unlzma, unlzma2, unlzmaAlone } from "./lzma.ts";
export { unxz } from "./unxz.ts";
export { unzstd } from "./zstd.ts";
export { Unpacking, type Decoder } from "./unpacking.ts";
