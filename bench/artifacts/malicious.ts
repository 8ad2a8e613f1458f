/**
 * Writes the inert malicious files into a folder, one folder each, for other scanners to be measured with.
 *
 *     node bench/artifacts/malicious.ts /tmp/malicious
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { maliciousFiles } from "../../src/assess/artifacts/testing/malicious/index.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: node bench/artifacts/malicious.ts FOLDER");
const list = maliciousFiles.map(({ family, name, file, bytes, beside = {} }, i) => {
  const place = join(folder, String(i).padStart(4, "0"));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, file), bytes);
  for (const [other, content] of Object.entries(beside)) writeFileSync(join(place, other), content);
  return { path: join(place, file), family, name };
});
writeFileSync(join(folder, "list.json"), JSON.stringify(list, undefined, 1));
console.log(`${list.length} files in ${folder}`);
