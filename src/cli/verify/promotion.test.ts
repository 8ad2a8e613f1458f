import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkScanStatement } from "../../app/index.ts";
import { bartizan } from "../testing/capture.ts";

let home = "";
let folder = "";
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "bartizan-promotion-"));
  for (const name of ["ours", "theirs"]) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    await writeFile(join(home, `${name}.pem`), privateKey.export({ type: "pkcs8", format: "pem" }));
    await writeFile(join(home, `${name}.pub.pem`), publicKey.export({ type: "spki", format: "pem" }));
  }
});
afterAll(() => rm(home, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(home, "case-"));
  await mkdir(join(folder, "model/sub"), { recursive: true });
  await writeFile(join(folder, "model/config.json"), '{"hidden_size": 8}');
  await writeFile(join(folder, "model/sub/w.pkl"), "(dp0\nS'a'\nI1\ns.");
});

const scan = (...more: string[]) =>
  bartizan(
    ["scan", "model", "--no-evidence", "--statement", "s.json", "--sign-key", "file:../ours.pem", ...more],
    { cwd: folder },
  );
const check = async (...more: string[]) => {
  const { code, out } = await bartizan(
    ["verify", "statement", "s.json", "--require", "clean", "--format", "json", ...more],
    { cwd: folder },
  );
  return {
    code,
    found: out === "" ? undefined : (JSON.parse(out) as { decision: string; reasons: string[] }),
  };
};
const ours = ["--key", "../ours.pub.pem"];
const subject = ["--subject", "model"];

describe("the statement of a scan", () => {
  it("lets what was scanned be promoted, and only with the key that signed it", async () => {
    expect((await scan("--require", "clean")).code).toBe(0);
    expect(await check(...ours, ...subject, "--max-age", "1h")).toMatchObject({
      code: 0,
      found: { decision: "promote", reasons: [], verdict: "clean", files: 2 },
    });
    expect(await check(...subject)).toMatchObject({ code: 3, found: { decision: "undecided" } });
    expect(await check("--key", "../theirs.pub.pem", ...subject)).toMatchObject({
      code: 1,
      found: { decision: "refuse" },
    });
  });

  it("speaks of one file by its digest, whatever it is called now", async () => {
    await bartizan(
      ["scan", "model/sub/w.pkl", "--no-evidence", "--statement", "s.json", "--sign-key", "file:../ours.pem"],
      { cwd: folder },
    );
    await rename(join(folder, "model/sub/w.pkl"), join(folder, "other.pkl"));
    expect(await check(...ours, "--subject", "other.pkl")).toMatchObject({ code: 0 });
    expect(await check(...ours, "--subject", "model/config.json")).toMatchObject({ code: 1 });
  });

  it("is refused where one byte of it was altered", async () => {
    await scan();
    const text = await readFile(join(folder, "s.json"), "utf8");
    const bundle = JSON.parse(text) as { dsseEnvelope: { payload: string } };
    const payload = Buffer.from(bundle.dsseEnvelope.payload, "base64").toString();
    bundle.dsseEnvelope.payload = Buffer.from(payload.replace('"finishedAt":"2', '"finishedAt":"3')).toString(
      "base64",
    );
    await writeFile(join(folder, "s.json"), JSON.stringify(bundle));
    expect(await check(...ours)).toMatchObject({ code: 1, found: { decision: "refuse" } });
  });

  it.each([
    ["altered", (at: string) => writeFile(join(at, "config.json"), '{"hidden_size": 9}')],
    ["added", (at: string) => writeFile(join(at, "extra.py"), "print(1)\n")],
    ["renamed", (at: string) => rename(join(at, "config.json"), join(at, "tokenizer.json"))],
    ["taken away", (at: string) => rm(join(at, "config.json"))],
    [
      "put where the scan does not look",
      async (at: string) => {
        await mkdir(join(at, "node_modules"));
        await writeFile(join(at, "node_modules/x.js"), "1");
      },
    ],
  ])("is refused where a file was %s", async (_, change) => {
    await scan();
    await change(join(folder, "model"));
    expect(await check(...ours, ...subject)).toMatchObject({ code: 1, found: { decision: "refuse" } });
  });

  it("is refused where the scan found harm, or could not examine everything, and is written all the same", async () => {
    await writeFile(join(folder, "model/sub/w.pkl"), "cos\nsystem\n(S'echo inert'\ntR.");
    expect((await scan("--require", "no-unsafe")).code).toBe(1);
    expect(await check(...ours, ...subject)).toMatchObject({ code: 1, found: { verdict: "unsafe" } });
    await rm(join(folder, "model/sub/w.pkl"));
    await symlink(join(home, "ours.pub.pem"), join(folder, "model/sub/link"));
    expect((await scan("--require", "no-unsafe")).code).toBe(3);
    expect((await check(...ours, ...subject, "--require", "no-unsafe")).code).toBe(1);
  });

  it("is refused where it is too old, or of the future", async () => {
    await scan();
    const after = async (hours: number) => {
      const { check: found } = await checkScanStatement(
        {
          statement: join(folder, "s.json"),
          require: "clean",
          maxAgeMs: 12 * 3_600_000,
          trust: { key: join(home, "ours.pub.pem") },
          cwd: folder,
          signal: new AbortController().signal,
        },
        new Date(Date.now() + hours * 3_600_000),
      );
      return found;
    };
    expect((await after(11)).decision).toBe("promote");
    expect((await after(13)).reasons.join()).toContain("too old");
    expect((await after(-1)).reasons.join()).toContain("of the future");
  });

  it.each([
    [["--only", "code"]],
    [["--diff", "HEAD"]],
    [["--sign-key", "hunter2"]],
    [["--sign-key", "env:MISSING"]],
    [["--sign-key", "file:../ours.pub.pem"]],
  ])("cannot be written with %s", async (flags) => {
    const { code, out } = await scan(...flags);
    expect(code).toBe(2);
    expect(out).not.toContain("hunter2");
    await expect(readFile(join(folder, "s.json"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("of something else is none", async () => {
    await writeFile(join(folder, "s.json"), '{"verdict": "clean"}');
    expect((await check(...ours)).code).toBe(2);
  });
});
