import fc from "fast-check";
import { expect, it } from "vitest";
import { parseSystem } from "../load-system.ts";
import { draftManifest, idFromName, type DraftAnswers } from "./draft-manifest.ts";

const text = fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }).filter((s) => s.isWellFormed());
const answers = fc.record({
  name: text,
  purpose: text,
  users: fc.constantFrom("consumers", "employees", "businesses", "public"),
  jurisdictions: fc.subarray(["EU", "US", "US-CA"]),
  autonomy: fc.constantFrom("answers", "drafts", "acts-with-approval", "acts-alone"),
  hosted: fc.constantFrom("vendor", "self"),
  retrieval: fc.boolean(),
  memory: fc.boolean(),
  effects: fc.subarray(["read", "write", "money", "communicate", "code"] as const),
  url: fc.constantFrom("", "http://127.0.0.1:8421/v1", "https://bot.example/v1"),
});

it("a draft loads, whatever was answered", () => {
  fc.assert(
    fc.property(answers, ({ hosted, url, ...rest }) => {
      const draft: DraftAnswers = {
        ...rest,
        id: idFromName(rest.name),
        model: { hosted, name: rest.name },
        ...(url === "" ? {} : { url }),
      };
      const { manifest } = parseSystem(draftManifest(draft), "draft.yaml");
      expect(manifest.system).toMatchObject({ name: rest.name, purpose: rest.purpose });
      expect(manifest.targets).toHaveLength(url === "" ? 0 : 1);
      expect(manifest.components.some(({ kind }) => kind === "rag_store")).toBe(rest.retrieval);
    }),
  );
});

it("an id comes out of any name", () => {
  expect(idFromName("Mira, the Helper!")).toBe("mira-the-helper");
  expect(idFromName("Änderung")).toBe("a-nderung");
  expect(idFromName("助手")).toBe("system-1");
});
