import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { emptyRoot } from "../merkle/tree.ts";
import { checkpointIsSignedBy, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { openEnvelope, preAuthEncoding, signEnvelope } from "./dsse.ts";
import { createKey, keyFingerprint, loadOrCreateKey, readPublicKey, type SigningKey } from "./key.ts";
import { isSignedBy, parseNote, signNote, verifierKey } from "./note.ts";

const dir = await mkdtemp(join(tmpdir(), "bartizan-signing-"));
afterAll(() => rm(dir, { recursive: true, force: true }));

/** The private key of RFC 8032, 7.1, test 1. */
function rfc8032Key(): SigningKey {
  const seed = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, fingerprint: keyFingerprint(publicKey) };
}

const publicKeyOfNote = (vkey: string): { name: string; key: KeyObject } => {
  const [name = "", , encoded = ""] = vkey.split("+");
  const raw = Buffer.from(encoded, "base64").subarray(1);
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]);
  return { name, key: createPublicKey({ key: spki, format: "der", type: "spki" }) };
};

describe("signed notes", () => {
  it("are those of the Go implementation: its documented note verifies with its documented key", () => {
    const { name, key } = publicKeyOfNote(
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    );
    const note = parseNote(
      "If you think cryptography is the answer to your problem,\n" +
        "then you don't know what your problem is.\n" +
        "\n" +
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
    )!;
    expect(isSignedBy(note, name, key)).toBe(true);
    expect(isSignedBy({ ...note, text: note.text.replace("think", "thing") }, name, key)).toBe(false);
    expect(verifierKey(name, key)).toBe("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  });

  it("are not read when a signature is written in more than its one way", () => {
    const note = signNote("a\n", "n", createKey());
    expect(parseNote(note)).toBeDefined();
    for (const bad of [note.slice(0, -1), note.replace("=", ""), note.replace("— ", "- "), `${note}\n`])
      expect(parseNote(bad)).toBeUndefined();
  });
});

describe("checkpoints", () => {
  const key = createKey();
  const checkpoint = signCheckpoint(
    {
      origin: "bartizan/run/r1",
      size: 12,
      root: emptyRoot,
      head: emptyRoot.toString("hex"),
      at: "2026-01-02T03:04:05.006Z",
      previous: undefined,
    },
    key,
  );

  it("come back as they were written, and only their key signed them", () => {
    const { note, ...read } = parseCheckpoint(checkpoint.note)!;
    expect({ note, ...read }).toEqual(checkpoint);
    expect(note.split("\n").slice(0, 3)).toEqual([
      "bartizan/run/r1",
      "12",
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ]);
    expect(checkpointIsSignedBy(checkpoint, key.publicKey)).toBe(true);
    expect(checkpointIsSignedBy(checkpoint, createKey().publicKey)).toBe(false);
  });

  it("lose their signature with any byte changed, and never throw", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Buffer.from(checkpoint.note);
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ by;
        const read = parseCheckpoint(bytes.toString("utf8"));
        expect(read !== undefined && checkpointIsSignedBy(read, key.publicKey)).toBe(false);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => parseCheckpoint(text) === undefined));
  });
});

describe("DSSE envelopes", () => {
  it("encode what is signed as the protocol says", () => {
    expect(preAuthEncoding("http://example.com/HelloWorld", Buffer.from("hello world")).toString()).toBe(
      "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
    );
  });

  it("sign deterministically (RFC 8032) and open only untouched and with the right key", () => {
    const key = rfc8032Key();
    expect(key.publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("hex")).toBe(
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    );
    const envelope = signEnvelope({ b: 1, a: "x" }, key);
    expect(signEnvelope({ a: "x", b: 1 }, key)).toEqual(envelope);
    expect(openEnvelope(envelope, key.publicKey)?.toString()).toBe('{"a":"x","b":1}');
    expect(openEnvelope(envelope, createKey().publicKey)).toBeUndefined();
    expect(openEnvelope({ ...envelope, payloadType: "text/plain" }, key.publicKey)).toBeUndefined();
    expect(openEnvelope({ ...envelope, payload: `${envelope.payload}=` }, key.publicKey)).toBeUndefined();
    expect(openEnvelope({ ...envelope, signatures: [] }, key.publicKey)).toBeUndefined();
  });
});

describe("the workspace's key", () => {
  it("is made once, for its owner's eyes only, and found again", async () => {
    const made = await Promise.all([1, 2, 3].map(() => loadOrCreateKey(join(dir, "w"))));
    expect(new Set(made.map((key) => key.fingerprint)).size).toBe(1);
    expect((await stat(join(dir, "w/ed25519.pem"))).mode & 0o777).toBe(0o600);
    const shown = await readPublicKey(join(dir, "w/ed25519.pub.pem"));
    expect(keyFingerprint(shown)).toBe(made[0]?.fingerprint);
  });

  it("is refused, not replaced, when it is damaged", async () => {
    await loadOrCreateKey(join(dir, "damaged"));
    const path = join(dir, "damaged/ed25519.pem");
    await writeFile(path, "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n");
    await expect(loadOrCreateKey(join(dir, "damaged"))).rejects.toMatchObject({
      code: "EVIDENCE_KEY_UNREADABLE",
      exit: 2,
    });
    expect(await readFile(path, "utf8")).toContain("nonsense");
  });
});
