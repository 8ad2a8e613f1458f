import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { ScanReport } from "../../contracts/index.ts";
import { bartizan } from "../testing/capture.ts";

const top = mkdtempSync(join(tmpdir(), "scan-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));
let cwd = "";
let made = 0;
beforeEach(() => {
  made += 1;
  cwd = join(top, String(made));
  mkdirSync(cwd);
});

/** `cposix\nsystem\n(S'echo inert'\ntR.`: names a command and is never loaded. */
const harm = Buffer.from(["cposix", "system", "(S'echo inert'", "tR."].join("\n"));
const put = (name: string, content: string | Uint8Array): void => {
  mkdirSync(join(cwd, name, ".."), { recursive: true });
  writeFileSync(join(cwd, name), content);
};
const scan = (...args: string[]) => bartizan(["scan", ...args], { cwd });
const report = async (...args: string[]) => {
  const { code, out, err } = await scan(...args, "--format", "json");
  return { code, err, report: JSON.parse(out) as ScanReport };
};
const rules = ({ artifacts }: ScanReport) =>
  artifacts.flatMap(({ findings }) => findings.map(({ rule }) => rule));

describe("what it ends with", () => {
  it("0 when everything is clean", async () => {
    put("m/README.md", "# A model\n");
    put("m/config.json", "{}");
    const { code, report: found } = await report("m");
    expect([code, found.verdict]).toEqual([0, "clean"]);
    expect(found.artifacts.map(({ path, bytes, bytesExamined }) => [path, bytes, bytesExamined])).toEqual([
      ["m/README.md", 10, 10],
      ["m/config.json", 2, 2],
    ]);
    expect(found.artifacts[0]?.sha256).toBe(createHash("sha256").update("# A model\n").digest("hex"));
  });

  it("1 when something does harm, whatever it is called", async () => {
    put("m/notes.txt", harm);
    const { code, report: found } = await report("m");
    expect([code, found.verdict]).toEqual([1, "unsafe"]);
  });

  it("1 for what a person must see, or 0 with --fail-on unsafe", async () => {
    put("a.json", '{"a": 1, "a": 2}');
    expect((await scan("a.json")).code).toBe(1);
    expect((await scan("a.json", "--fail-on", "unsafe")).code).toBe(0);
  });

  it("3 when something was not examined, and 3 when nothing was", async () => {
    put("m/picture.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]));
    expect((await report("m")).report.verdict).toBe("incomplete");
    mkdirSync(join(cwd, "empty"));
    const { code, report: found } = await report("empty");
    expect([code, found.verdict]).toEqual([3, "incomplete"]);
    expect((await scan("empty")).out).toContain("Nothing was examined.");
  });

  it("2 for what is not there, for no path, and for a wrong option", async () => {
    expect(await scan("nowhere")).toMatchObject({ code: 2, out: "" });
    expect((await scan("nowhere")).err).toContain("SCAN_NOT_FOUND");
    expect((await scan()).err).toContain("SCAN_NO_PATH");
    expect((await scan("--format", "docx", ".")).code).toBe(2);
  });

  it("3 when it is interrupted, and what was examined is not called clean", async () => {
    put("a.txt", "a");
    const stopped = new AbortController();
    stopped.abort(new Error("interrupted"));
    const { code } = await bartizan(["scan", "a.txt"], { cwd, signal: stopped.signal });
    expect(code).toBe(3);
  });
});

describe("what lies in folders", () => {
  it("hidden files are examined; folders of tools are left out and named", async () => {
    put("m/.hidden", harm);
    put("m/.git/config", "x");
    put("m/node_modules/a.js", "x");
    const { report: found } = await report("m");
    expect(found.artifacts.map(({ path }) => path)).toEqual(["m/.hidden"]);
    expect(found.notes).toEqual(["Left out: m/.git.", "Left out: m/node_modules."]);
    expect((await report("m/.git")).report.artifacts.map(({ path }) => path)).toEqual(["m/.git/config"]);
  });

  it("links are followed inside, never outside and never in a circle", async () => {
    put("m/a.txt", "a");
    put("secret.txt", "not to be read");
    symlinkSync("a.txt", join(cwd, "m/inside.txt"));
    symlinkSync("../secret.txt", join(cwd, "m/outside.txt"));
    symlinkSync("loop", join(cwd, "m/loop"));
    symlinkSync(".", join(cwd, "m/self"));
    const { code, report: found } = await report("m");
    expect(code).toBe(3);
    expect(found.artifacts.map(({ path, verdict }) => [path, verdict])).toEqual([
      ["m/a.txt", "clean"],
      ["m/inside.txt", "clean"],
      ["m/loop", "incomplete"],
      ["m/outside.txt", "incomplete"],
    ]);
    expect(rules(found)).toEqual(["scan/unreadable", "scan/link-leaves-root"]);
    expect(JSON.stringify(found)).not.toContain("not to be read");
  });

  it.skipIf(process.platform === "win32")("a pipe is not waited for", async () => {
    mkdirSync(join(cwd, "m"));
    execFileSync("mkfifo", [join(cwd, "m/pipe")]);
    expect(rules((await report("m")).report)).toEqual(["scan/not-a-file"]);
    expect((await report("m/pipe")).code).toBe(3);
  });

  it.skipIf(process.platform === "win32")(
    "a name that cannot be told in text is told of, not skipped",
    async () => {
      mkdirSync(join(cwd, "m"));
      writeFileSync(Buffer.concat([Buffer.from(join(cwd, "m/")), Buffer.from([0xff, 0xfe])]), "x");
      const { code, report: found } = await report("m");
      expect([code, rules(found)]).toEqual([3, ["scan/unreadable"]]);
    },
  );

  it("a hostile name reaches no terminal as it is", async () => {
    put("m/\u001b[2J\u202egnp.txt", "a");
    const { out } = await scan("m");
    expect(out).not.toContain("\u001b");
    expect(out).toContain("⟨ESC⟩[2J⟨U+202E⟩gnp.txt");
  });

  it("a file that changes while it is examined is not clean", async () => {
    const path = join(cwd, "log.txt");
    writeFileSync(path, "a".repeat(3_000_000));
    const { scan: scanPaths } = await import("../../app/index.ts");
    let touched = false;
    const { report: found } = await scanPaths({
      paths: ["log.txt"],
      cwd,
      onProgress: ({ doing }) => {
        if (touched || doing === "code") return;
        appendFileSync(path, "more");
        touched = true;
      },
    });
    expect(touched).toBe(true);
    expect([found.verdict, found.artifacts[0]?.sha256]).toEqual(["incomplete", undefined]);
    expect(rules(found)).toContain("scan/changed-meanwhile");
  });
});

describe("what does not count", () => {
  const yaml = (entries: string): string => `schemaVersion: bartizan.suppressions/v1\n${entries}`;

  it("is what a named file says, with a reason; and it is shown", async () => {
    put("a.json", '{"a": 1, "a": 2}');
    put(
      "s.yaml",
      yaml(
        "suppress:\n  - {rule: json/duplicate-member, path: a.json, reason: an old tool, until: 2999-01-01}\n",
      ),
    );
    const { code, out } = await scan("a.json", "--suppressions", "s.yaml");
    expect(code).toBe(0);
    expect(out).toContain("json/duplicate-member until 2999-01-01: an old tool");
  });

  it("is never a file that only lies there", async () => {
    put("m/a.json", '{"a": 1, "a": 2}');
    put("bartizan-scan.yaml", yaml("suppress:\n  - {rule: '*', reason: attacker}\n"));
    const { code, report: found } = await report("m");
    expect(code).toBe(1);
    expect(found.notes.join()).toContain("was not used");
  });

  it("is a comment in code, unless comments are not to be trusted; an expired one is told of", async () => {
    put(
      "train.py",
      'import torch\ntorch.load("x.pt", weights_only=False)  # bartizan: ignore[torch-load-unsafe] ours until 2999-01-01\n',
    );
    expect((await report("train.py", "--only", "code")).code).toBe(0);
    expect((await report("train.py", "--only", "code", "--no-ignores")).code).toBe(1);
    put(
      "train.py",
      'import torch\ntorch.load("x.pt", weights_only=False)  # bartizan: ignore[torch-load-unsafe] ours until 2020-01-01\n',
    );
    const { code, report: found } = await report("train.py", "--only", "code");
    expect([code, found.notes]).toEqual([
      1,
      [
        "train.py:2: the comment that ignores torch-load-unsafe does not count: it was good until 2020-01-01.",
      ],
    ]);
  });

  it("are files that are left out with a reason, which is told", async () => {
    put("m/a.txt", "a");
    put("m/x.png", Buffer.from([0, 1]));
    put("s.yaml", yaml("exclude:\n  - {path: '*.png', reason: pictures}\n"));
    const { code, report: found } = await report("m", "--suppressions", "s.yaml");
    expect([code, found.notes]).toEqual([0, ["Left out: *.png (1 files: pictures)."]]);
  });
});

describe("--diff", () => {
  it("tells only of what a branch changes, line by line", async () => {
    const git = (...args: string[]): void => {
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
        cwd,
        stdio: "ignore",
      });
    };
    const bad = (name: string): string => `torch.load("${name}.pt", weights_only=False)\n`;
    git("init", "-b", "main");
    put("train.py", `import torch\n${bad("old")}`);
    put("old.pkl", harm);
    git("add", "-A");
    git("commit", "-m", "one");
    const none = await report(".", "--diff", "main", "--no-evidence");
    expect([none.code, none.report.artifacts]).toEqual([0, []]);
    put("train.py", `import torch\n${bad("old")}${bad("new")}`);
    const { code, report: found } = await report(".", "--diff", "main", "--no-evidence");
    expect(code).toBe(1);
    expect(found.artifacts.map(({ path }) => path)).toEqual(["train.py"]);
    expect(found.code?.findings.map(({ place }) => place.line)).toEqual([3]);
    expect(found.notes.join()).toContain("1 findings on lines that have not changed are left out.");
  });
});

describe("evidence", () => {
  it("is a bundle that verifies, with what was found and what was looked at; or none", async () => {
    put("m/a.txt", "a");
    await scan("m", "--no-evidence");
    expect(readdirSync(cwd)).toEqual(["m"]);
    expect((await scan("m")).err).toContain("Evidence: .bartizan/runs/scan-");
    const [id = ""] = readdirSync(join(cwd, ".bartizan/runs"));
    const bundle = join(cwd, ".bartizan/runs", id);
    const verified = await bartizan(["evidence", "verify", bundle]);
    expect(verified.code).toBe(0);
    const types = readFileSync(join(bundle, "ledger.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(["scan.started", "scan.artifact", "scan.code", "scan.finished", "bundle.closed"]);
    // A scan is no run: lists of runs do not stumble over it.
    expect((await bartizan(["report", "--list", "--workspace", cwd])).err).not.toContain("cannot be read");
  });
});

describe("the manifest of a system", () => {
  const manifest = (digest: string): string =>
    readFileSync(join(import.meta.dirname, "../../../examples/static-faq/system.yaml"), "utf8").replace(
      /^artifacts:[\s\S]*?(?=^\S)/m,
      "",
    ) +
    `\nartifacts:\n  - {id: weights, path: weights.txt, sha256: "${digest}"}\n  - {id: gone, path: gone.bin}\n`;

  it("names what is scanned, and the digest it must have", async () => {
    put("weights.txt", "w");
    const right = createHash("sha256").update("w").digest("hex");
    put("system.yaml", manifest(right));
    const good = await report("--system", "system.yaml");
    expect(good.report.system?.parts).toMatchObject([
      { id: "weights", verdict: "clean", digest: "matches" },
      { id: "gone", verdict: "incomplete" },
    ]);
    expect(good.code).toBe(3);
    put("system.yaml", manifest("0".repeat(64)));
    const bad = await report("--system", "system.yaml");
    expect(bad.code).toBe(1);
    expect(rules(bad.report)).toEqual(["scan/missing", "scan/digest-mismatch"]);
  });
});
