import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { scanErrors } from "./errors.ts";
import { codeOf } from "./walk.ts";

/** Lines, 1-based, first and last. */
export type LineRange = readonly [number, number];

/** What is not as it was at the base: real path of the file → its changed lines, or all of it. */
export type Changes = ReadonlyMap<string, readonly LineRange[] | "whole">;

const largestDiff = 512 * 1024 * 1024;

/**
 * What has changed since the branch left `base`: commits, the work tree, and files that git does not know yet.
 * No program that a repository's settings name is run for it: no hooks, monitors, external or text-converting diffs.
 *
 * @throws SCAN_NO_GIT, SCAN_UNKNOWN_BASE
 */
export async function gitChanges(folder: string, base: string, signal: AbortSignal): Promise<Changes> {
  const top = (await git(folder, ["rev-parse", "--show-toplevel"], signal)).trimEnd();
  const root = await realpath(top);
  const commit = await git(
    root,
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${base}^{commit}`],
    signal,
  ).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw scanErrors.unknownBase(`git knows no commit \`${base}\`.`, { at: base }, { cause });
  });
  const since = await git(root, ["merge-base", commit.trim(), "HEAD"], signal).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw scanErrors.unknownBase(`\`${base}\` and HEAD have no commit in common.`, { at: base }, { cause });
  });
  const compared = [
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-renames",
    "--diff-filter=d",
  ];
  const from = since.trim();
  const names = await git(root, [...compared, "--name-only", "-z", from, "--"], signal);
  const patch = await git(
    root,
    [...compared, "--unified=0", "--src-prefix=a/", "--dst-prefix=b/", from, "--"],
    signal,
  );
  const unknown = await git(root, ["ls-files", "--others", "--exclude-standard", "-z"], signal);
  const lines = changedLines(patch);
  const changes = new Map<string, readonly LineRange[] | "whole">();
  for (const name of names.split("\0").filter((one) => one !== ""))
    changes.set(join(root, name), lines.get(name) ?? "whole");
  for (const name of unknown.split("\0").filter((one) => one !== "")) changes.set(join(root, name), "whole");
  return changes;
}

/**
 * The lines that a patch without context (`--unified=0`) puts in or changes, by file. Where lines were only taken
 * out, the two around the gap count: what stands there now reads differently.
 */
export function changedLines(patch: string): ReadonlyMap<string, readonly LineRange[]> {
  const changes = new Map<string, LineRange[]>();
  let ranges: LineRange[] | undefined;
  let left = 0;
  for (const line of patch.split("\n")) {
    if (left > 0 && (line.startsWith("+") || line.startsWith("-"))) {
      left -= 1;
      continue;
    }
    if (line.startsWith("\\")) continue;
    left = 0;
    if (line.startsWith("+++ ")) {
      const name = nameOf(line.slice(4));
      ranges = name === undefined ? undefined : [];
      if (name !== undefined && ranges !== undefined) changes.set(name, ranges);
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) continue;
    const start = Number(hunk[2]);
    const added = Number(hunk[3] ?? 1);
    left = Number(hunk[1] ?? 1) + added;
    ranges?.push(added === 0 ? [Math.max(1, start), start + 1] : [start, start + added - 1]);
  }
  return changes;
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
};

/** `b/name`, or `"b/na\"me"` as git quotes it in C's manner; undefined for `/dev/null`. */
function nameOf(shown: string): string | undefined {
  const text = shown.endsWith("\t") ? shown.slice(0, -1) : shown;
  if (!text.startsWith('"')) return text.startsWith("b/") ? text.slice(2) : undefined;
  const bytes: number[] = [];
  for (let i = 1; i < text.length - 1; i++) {
    const sign = String.fromCodePoint(text.codePointAt(i) ?? 0);
    if (sign !== "\\") {
      bytes.push(...Buffer.from(sign));
      i += sign.length - 1;
    } else if (/^[0-3][0-7]{2}$/.test(text.slice(i + 1, i + 4))) {
      bytes.push(Number.parseInt(text.slice(i + 1, i + 4), 8));
      i += 3;
    } else {
      i += 1;
      bytes.push(...Buffer.from(escapes[text.charAt(i)] ?? text.charAt(i)));
    }
  }
  const name = Buffer.from(bytes).toString("utf8");
  return name.startsWith("b/") ? name.slice(2) : undefined;
}

const quiet = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"];

function git(cwd: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      ["--no-pager", ...quiet, ...args],
      {
        cwd,
        signal,
        maxBuffer: largestDiff,
        env: { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" },
      },
      (cause, stdout, stderr) => {
        if (cause === null) resolve(stdout);
        else
          reject(
            scanErrors.noGit(
              `git ${args[0] ?? ""} failed (${codeOf(cause)}): ${stderr.trim().slice(0, 300)}`,
              { file: cwd },
              { cause },
            ),
          );
      },
    );
  });
}
