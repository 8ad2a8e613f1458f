import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packsRoot } from "../../knowledge/index.ts";

describe("the trust root that ships", () => {
  it("is the one that Sigstore's own package has", () => {
    const seeds = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../../node_modules/@sigstore/tuf/seeds.json"), "utf8"),
    ) as Record<string, { readonly targets: Record<string, string> }>;
    const seed = seeds["https://tuf-repo-cdn.sigstore.dev"]?.targets["trusted_root.json"] ?? "";
    const shipped = readFileSync(join(packsRoot(), "trust/sigstore/trusted_root.json"), "utf8");
    expect(JSON.parse(shipped)).toEqual(JSON.parse(Buffer.from(seed, "base64").toString()));
  });
});
