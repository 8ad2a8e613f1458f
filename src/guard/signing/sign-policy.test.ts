import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createKey, loadOrCreateKey } from "../../evidence/index.ts";
import { policyFromText } from "../document/read-policy.ts";
import { openPolicy } from "../open-policy.ts";
import { plainInspect, policyYaml, standingClock, wordDetector } from "../testing/sample.ts";
import { requireNewer, signPolicy, verifyPolicy } from "./sign-policy.ts";

const key = createKey();
const read = (text: string) => policyFromText(text, "policy.yaml");
const policy = await read(policyYaml("rules: []"));
const wrong = expect.objectContaining({ code: "GUARD_SIGNATURE_WRONG" });
const dir = await mkdtemp(join(tmpdir(), "bartizan-policy-"));
afterAll(() => rm(dir, { recursive: true, force: true }));

describe("a signature", () => {
  const signature = signPolicy(policy, key, Date.parse("2027-01-01T00:00:00Z"));

  it("holds for the policy as it was signed, whatever its comments and its form", async () => {
    const again = await read(`# a comment\n${policyYaml("rules:   []")}`);
    expect(verifyPolicy(again, signature, key.publicKey)).toEqual({
      stamp: policy.stamp,
      at: "2027-01-01T00:00:00.000Z",
      by: key.fingerprint,
    });
  });

  it("does not hold for other content, another version, another key", async () => {
    const changed = await read(policyYaml("rules: []\nexceptionsAtMostDays: 3"));
    expect(() => verifyPolicy(changed, signature, key.publicKey)).toThrow(wrong);
    const newer = await read(policyYaml("rules: []").replace("1.0.0", "1.0.1"));
    expect(() => verifyPolicy(newer, signature, key.publicKey)).toThrow(wrong);
    expect(() => verifyPolicy(policy, signature, createKey().publicKey)).toThrow(wrong);
  });

  it("does not hold with any byte changed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 127 }), (at, by) => {
        const bytes = Buffer.from(signature);
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by;
        expect(() => verifyPolicy(policy, bytes.toString("utf8"), key.publicKey)).toThrow(wrong);
      }),
    );
  });
});

describe("a version", () => {
  it.each([
    ["1.0.0", "0.9.9", true],
    ["1.0.10", "1.0.9", true],
    ["1.0.0", "1.0.0", false],
    ["1.9.0", "1.10.0", false],
  ])("%s after %s: %s", async (version, before, allowed) => {
    const next = await read(policyYaml("rules: []").replace("1.0.0", version));
    const check = (): void => requireNewer(next, { id: "sample", version: before, digest: "0" });
    if (allowed) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code: "GUARD_VERSION_NOT_NEWER" }));
    expect(() => requireNewer(next, { ...next.stamp })).not.toThrow();
  });
});

describe("opening a policy", () => {
  const options = {
    shelf: { pure: [wordDetector("words", ["ALPHA"])] },
    inspectText: plainInspect,
    clock: standingClock(),
  };
  const good = policyYaml(`detectors: {words: true}
rules: [{id: r, when: {signals: {}}, action: block}]
tests: [{name: stops, text: an ALPHA, expect: block, rule: r}, {name: passes, text: hello, expect: allow}]`);

  it("runs its tests, and refuses it when one fails, with the place", async () => {
    const path = join(dir, "tested.yaml");
    await writeFile(path, good);
    expect((await openPolicy(path, options)).tests).toMatchObject({ passed: 2, failed: 0 });
    await writeFile(path, good.replace("hello", "ALPHA too"));
    await expect(openPolicy(path, options)).rejects.toMatchObject({
      code: "GUARD_TESTS_FAILED",
      message: expect.stringContaining("passes: Expected allow, but it is block (r)."),
      place: { file: path, line: 5 },
    });
  });

  it("requires the signature it is told to", async () => {
    const signer = await loadOrCreateKey(join(dir, "keys"));
    const path = join(dir, "signed.yaml");
    const signed = { ...options, requireSignature: join(dir, "keys/ed25519.pub.pem") };
    await writeFile(path, good);
    await expect(openPolicy(path, signed)).rejects.toMatchObject({ code: "GUARD_SIGNATURE_MISSING" });
    await writeFile(`${path}.sig`, signPolicy((await openPolicy(path, options)).policy, signer, 0));
    expect((await openPolicy(path, signed)).signature?.by).toBe(signer.fingerprint);
    await writeFile(path, good.replace("action: block", "action: allow"));
    await expect(openPolicy(path, signed)).rejects.toMatchObject({ code: "GUARD_SIGNATURE_WRONG" });
  });
});
