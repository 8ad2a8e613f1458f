import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { detectors, overTimeDetectors, remoteKinds } from "../../src/detect/index.ts";
import { detectorSettings, remoteSettings } from "./detector-settings.ts";
import { shippedPolicies } from "../../src/guard/index.ts";
import { pages } from "./pages.ts";
import { describedPolicySchema } from "./schemas.ts";

const written = pages();
const pageOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, "../../docs/reference", `${name}.md`), "utf8");

describe("the reference pages of the guard", () => {
  it.each(Object.keys(written))("%s.md is what the code says; run `npm run docs` when this fails", (name) => {
    expect(pageOf(name)).toBe(written[name]);
  });
  it("carry the sentences that stand beside the keys in the source", () => {
    expect(pageOf("policy")).toContain("What the client is told.");
    expect(pageOf("policy")).toContain("`when.signals.minScore`");
    expect(pageOf("gateway")).toContain("Until the answer begins.");
    expect(pageOf("gateway")).toContain("Whose `X-Forwarded-For` is believed.");
    expect(pageOf("gateway")).toContain("SHA-256 of the key");
  });
});

describe("the published schema of policies", () => {
  it("takes every policy that ships, and tells editors what keys mean", () => {
    const schema = describedPolicySchema();
    const takes = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    for (const file of Object.values(shippedPolicies())) {
      takes(parse(readFileSync(file, "utf8")));
      expect(takes.errors, file).toBeNull();
    }
    expect(takes({ schemaVersion: "bartizan.policy/v1", rulez: [] })).toBe(false);
    expect(JSON.stringify(schema)).toContain('"description":"What the client is told."');
  });
});

describe("the settings of detectors", () => {
  const configurable = [...detectors, ...overTimeDetectors].filter(
    (detector) => detector.configure !== undefined,
  );

  it("are told of every detector that takes some, and of no other", () => {
    expect(Object.keys(detectorSettings).sort()).toEqual(configurable.map(({ id }) => id).sort());
    expect(remoteSettings.map(({ id }) => id).sort()).toEqual(Object.keys(remoteKinds).sort());
  });

  it.each(configurable.filter(({ id }) => detectorSettings[id]?.untried !== true))(
    "of $id are taken as the page shows them",
    (detector) => {
      const { id } = detector;
      expect(detector.configure?.(detectorSettings[id]?.example ?? null).id).toBe(id);
    },
  );

  it.each(remoteSettings)("of $id are taken as the page shows them", ({ id, use }) => {
    const [name = "", settings] = Object.entries(use)[0] ?? [];
    // Safe: the example is written beside its type of settings, and the kind refuses what it does not know.
    const { kind: _, ...rest } = settings as { readonly kind: string; readonly endpoint: string };
    expect(remoteKinds[id]?.({ id: name, onError: "closed", ...rest }).id).toBe(name);
  });
});
