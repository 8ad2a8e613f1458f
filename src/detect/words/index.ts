export { beginningsOf, joinHashes, longestWord, scanWords, type WordSink } from "./scan-words.ts";
