export { beginningsOf, joinHashes, longestWord, scanWords } from "./scan-words.ts";
