/**
 * Speed of the code review: `node bench/code/bench.ts [FOLDER…]`. Without a folder it reviews the Python that is
 * installed here. Prints megabytes of source a second of processor time, and what it found: on
 * code that asks no model, that should be nearly nothing.
 */
import { globSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { memoryFiles, reviewCode } from "../../src/assess/code/index.ts";

const given = process.argv.slice(2);
const folders = given.length > 0 ? given : globSync("/usr/lib/python3*");
for (const folder of folders) {
  const paths = globSync("**/*.{py,js,mjs,ts,tsx}", { cwd: folder }).sort().slice(0, 5000);
  const files = paths.map((path) => ({
    path: relative(folder, `${folder}/${path}`),
    bytes: readFileSync(`${folder}/${path}`),
  }));
  const before = process.cpuUsage();
  const report = await reviewCode(memoryFiles(files));
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  console.log(
    `${folder}: ${report.files} files, ${(report.bytes / 1e6).toFixed(1)} MB, ` +
      `${(report.bytes / 1e6 / seconds).toFixed(2)} MB/s of processor time, ` +
      `${report.findings.length} findings, ${report.incomplete.length} incomplete, ` +
      `peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  );
}
