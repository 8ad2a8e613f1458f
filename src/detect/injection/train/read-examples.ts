import { existsSync, readFileSync } from "node:fs";
import type { Example } from "./example.ts";

/** Reads labelled texts, one JSON object a line. An absent file has none. */
export function readExamples(file: string): Example[] {
  if (!existsSync(file)) return [];
  return (
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      // Safe: these files are ours and lie beside the code.
      .map((line) => JSON.parse(line) as Example)
  );
}
