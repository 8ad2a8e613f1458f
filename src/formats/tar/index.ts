export { isTarHeader, readTar, type TarEntry } from "./read-tar.ts";
