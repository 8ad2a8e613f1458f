export { eachWord } from "./each-word.ts";
export { beginningsOf, joinHashes, longestWord, scanWords, type WordSink } from "./scan-words.ts";
