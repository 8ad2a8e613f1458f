import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BartizanError } from "../../errors/index.ts";
import { pythonBytes } from "./bundle/pre-auth-encoding.ts";
import { readVerifyingKey } from "./signers/ec-key.ts";
import { readCertificates } from "./signers/certificate-chain.ts";
import { signModel, type SignModelOptions } from "./sign-model.ts";
import { verifyModel, type VerifyModelOptions } from "./verify-model.ts";
import type { ModelVerification } from "./verification.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const now = new Date("2030-01-01T00:00:00Z");
const trust = { trustRoot: {}, now };
const publicKey = (curve: string): KeyObject =>
  readVerifyingKey(readFileSync(join(fixtures, `${curve}.pub.pem`), "utf8"), curve);
const root = readCertificates(readFileSync(join(fixtures, "root.cert.pem"), "utf8"), "root");
const { privateKey, publicKey: verifying } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });

let model = "";
beforeEach(() => {
  model = join(mkdtempSync(join(tmpdir(), "bartizan-model-")), "model");
  cpSync(join(fixtures, "model"), model, { recursive: true });
});
afterEach(() => rmSync(join(model, ".."), { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array): void => {
  mkdirSync(join(model, name, ".."), { recursive: true });
  writeFileSync(join(model, name), content);
};
const reference = (name: string): { path: string; bytes: Uint8Array } => ({
  path: join(fixtures, name),
  bytes: readFileSync(join(fixtures, name)),
});

async function signed(options: Partial<SignModelOptions> = {}): Promise<{ path: string; bytes: Uint8Array }> {
  const { bundle } = await signModel(model, {
    key: privateKey,
    hash: "sha256",
    ignored: ["model.sig"],
    followSymlinks: false,
    ...options,
  });
  put("model.sig", bundle);
  return { path: join(model, "model.sig"), bytes: Buffer.from(bundle) };
}

async function verified(options: Partial<VerifyModelOptions>): Promise<ModelVerification> {
  return verifyModel(model, { trust: { ...trust, key: verifying }, ...options });
}
const kinds = ({ problems }: ModelVerification): string[] =>
  problems.map(({ kind, path }) => (path === undefined ? kind : `${kind} ${path}`));

describe("signatures that the reference implementation made", () => {
  it.each(["p256", "p384", "p521"])("on %s are verified with their key, and with no other", async (curve) => {
    const signature = reference(`${curve}.sig`);
    const right = await verified({ signature, trust: { ...trust, key: publicKey(curve) } });
    expect(right).toMatchObject({ verdict: "verified", problems: [], unsigned: [] });
    expect(right.signature?.root).toBe(right.model.root);
    const wrong = await verified({ signature });
    expect([wrong.verdict, ...kinds(wrong)]).toEqual(["failed", "signature-invalid"]);
  });

  it.each(["blake2", "blake3", "shards"])("with %s are verified", async (name) => {
    const found = await verified({
      signature: reference(`${name}.sig`),
      trust: { ...trust, key: publicKey("p256") },
    });
    expect(found).toMatchObject({ verdict: "verified", problems: [] });
  });

  it("with a certificate need a root, and say that no time is proven", async () => {
    const signature = reference("certificate.sig");
    const found = await verified({ signature, trust: { ...trust, roots: root } });
    expect(found).toMatchObject({
      verdict: "verified",
      signer: { kind: "certificate", subject: "CN=Example Signer", root: "CN=Example Root" },
    });
    expect(found.notChecked.join("\n")).toContain("the certificate expired");
    expect(await verified({ signature, trust })).toMatchObject({ verdict: "unproven" });
    const other = readCertificates(otherRoot, "other");
    expect(kinds(await verified({ signature, trust: { ...trust, roots: other } }))).toEqual([
      "signature-invalid",
    ]);
  });
});

describe("what differs from what was signed", () => {
  it("is named file by file: changed, gone, added", async () => {
    const signature = await signed();
    put("config.json", '{"hidden_size": 5}\n');
    rmSync(join(model, "parts.txt"));
    put("extra.txt", "new");
    const found = await verified({ signature });
    expect(found.verdict).toBe("failed");
    expect(kinds(found)).toEqual([
      "file-differs config.json",
      "file-missing parts.txt",
      "file-unsigned extra.txt",
    ]);
  });

  it.each([
    ["a script", "helper.py", "print('inert')"],
    [
      "a pickle without a telling name",
      "weights",
      Buffer.from("80049503000000000000008c016194 2e".replace(" ", ""), "hex"),
    ],
    ["an ELF program", "lib", Buffer.from("7f454c4602010100", "hex")],
  ])("%s that the signature ignores fails it all the same", async (_, name, content) => {
    const signature = await signed({ ignored: ["model.sig", "cache"] });
    put("cache/notes.txt", "nothing");
    const before = await verified({ signature });
    expect([before.verdict, before.unsigned.map(({ path }) => path)]).toEqual([
      "verified",
      ["cache/notes.txt", "model.sig"],
    ]);
    put(`cache/${name}`, content);
    const after = await verified({ signature });
    expect([after.verdict, ...kinds(after)]).toEqual(["failed", `code-unsigned cache/${name}`]);
  });

  it("a link in place of a signed file is not followed silently, nor is one that leaves the model", async () => {
    const signature = await signed();
    rmSync(join(model, "config.json"));
    put("real.json", '{"hidden_size": 4}\n');
    symlinkSync("real.json", join(model, "config.json"));
    symlinkSync("/etc/hostname", join(model, "away"));
    expect(kinds(await verified({ signature }))).toEqual([
      "link config.json",
      "file-unsigned real.json",
      "link away",
    ]);
    await expect(signed()).rejects.toThrow(BartizanError);
  });

  it("any changed byte of the bundle is refused or fails, and never verifies", async () => {
    const signature = await signed();
    const text = Buffer.from(signature.bytes).toString();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom("A", "0", '"', "}", "_"),
        async (at, char) => {
          const changed = text.slice(0, at) + char + text.slice(at + 1);
          if (changed === text || changed.trim() === text.trim()) return;
          const outcome = await verified({
            signature: { ...signature, bytes: Buffer.from(changed) },
          }).catch((cause: unknown) => cause);
          if (outcome instanceof BartizanError) return;
          // The key id and the version of the bundle are not covered by the signature and say nothing.
          expect(outcome).toSatisfy(
            (found: ModelVerification) => found.verdict === "failed" || unsaid(changed) === unsaid(text),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** What a verifier reads of a bundle. */
function unsaid(text: string): string {
  const bundle = JSON.parse(text) as { dsseEnvelope: { payload: string; signatures: { sig: string }[] } };
  return `${bundle.dsseEnvelope.payload} ${bundle.dsseEnvelope.signatures[0]?.sig}`;
}

describe("signing", () => {
  it.each([
    ["whole files", {}],
    ["parts", { shardSize: 7 }],
    ["BLAKE2b", { hash: "blake2b" }],
    ["BLAKE3", { hash: "blake3" }],
  ] as const)("with %s is verified by the same key", async (_, options) => {
    put("empty", "");
    const signature = await signed(options);
    expect(await verified({ signature })).toMatchObject({ verdict: "verified", problems: [] });
  });

  it("a byte changed in any part is seen", async () => {
    const signature = await signed({ shardSize: 7 });
    put(
      "parts/a.bin",
      Uint8Array.from({ length: 40 }, (_, i) => (i === 39 ? 0 : i)),
    );
    expect(kinds(await verified({ signature }))).toEqual(["file-differs parts/a.bin"]);
    put(
      "parts/a.bin",
      Uint8Array.from({ length: 41 }, (_, i) => i),
    );
    expect(kinds(await verified({ signature }))).toEqual(["file-differs parts/a.bin"]);
  });
});

describe("models without a signature", () => {
  it("are unsigned, and fail where a signature is required", async () => {
    expect((await verified({})).verdict).toBe("unsigned");
    expect((await verified({ require: "signature" })).verdict).toBe("failed");
    expect((await verified({ require: "digest" })).verdict).toBe("failed");
  });

  it("pass with the digest that was given, and fail with another", async () => {
    const { model: found } = await verified({});
    expect((await verified({ require: "digest", digest: found.root })).verdict).toBe("digest-matches");
    expect((await verified({ digest: "0".repeat(64) })).verdict).toBe("failed");
  });
});

describe("bundles that would deceive", () => {
  const forged = (
    change: (statement: Record<string, unknown>) => void,
  ): { path: string; bytes: Uint8Array } => {
    const text = readFileSync(join(fixtures, "p256.sig"), "utf8");
    const bundle = JSON.parse(text) as { dsseEnvelope: { payload: string } };
    const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString()) as Record<
      string,
      unknown
    >;
    change(statement);
    bundle.dsseEnvelope.payload = Buffer.from(JSON.stringify(statement)).toString("base64");
    return { path: "forged", bytes: Buffer.from(JSON.stringify(bundle)) };
  };

  it.each([
    ["a path that leaves the model", "../config.json"],
    ["an absolute path", "/etc/hostname"],
    ["a path that can be read in two ways", "parts/./a.bin"],
  ])("%s is refused", async (_, name) => {
    const signature = forged(({ predicate }) => {
      // Safe: the fixture has this shape.
      const { resources } = predicate as { resources: { name: string }[] };
      if (resources[0] !== undefined) resources[0].name = name;
    });
    await expect(verified({ signature })).rejects.toMatchObject({ code: "PROVENANCE_SIGNATURE_MALFORMED" });
  });

  it("a root digest that is not that of its files is refused", async () => {
    const signature = forged((statement) => {
      statement["subject"] = [{ name: "model", digest: { sha256: "0".repeat(64) } }];
    });
    await expect(verified({ signature })).rejects.toMatchObject({ code: "PROVENANCE_SIGNATURE_MALFORMED" });
  });
});

describe("Python's way to print bytes", () => {
  it.each([
    ["plain", "b'plain'"],
    ["it's", `b"it's"`],
    [`it's "so"`, `b'it\\'s "so"'`],
    ["a\n\t\\é", "b'a\\n\\t\\\\\\xc3\\xa9'"],
  ])("of %j is %s", (text, printed) => {
    expect(pythonBytes(Buffer.from(text))).toBe(printed);
  });
});

const otherRoot = `-----BEGIN CERTIFICATE-----
MIIBkjCCATmgAwIBAgIUYjzUyD8pSWyccfCOeuumoYKiaxgwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMQW5vdGhlciBSb290MB4XDTI2MTEyMzIwMzg0NloXDTQ2MTEx
ODIwMzg0NlowFzEVMBMGA1UEAwwMQW5vdGhlciBSb290MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAE2CXI3AURrHqNU4hBziFt/uFvG0u3iDdrpmDoFIlBu1rTBw0v
nrkqhlbEzAkOMrsbcmfXVPB+DA6GojK3QXZIn6NjMGEwHQYDVR0OBBYEFHKusDtH
LRibBRzRJYAnKKOGwDuTMB8GA1UdIwQYMBaAFHKusDtHLRibBRzRJYAnKKOGwDuT
MA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMAoGCCqGSM49BAMCA0cA
MEQCICktJiLgoeBAI/JilyFN0loHaJPHJi7D/IP6BoPe7NH7AiBeip5I7eoglFnX
I//d/NKDlosiiOuctLL5e8Nr45YQmQ==
-----END CERTIFICATE-----
`;
