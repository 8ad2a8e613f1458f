import { describe, expect, it } from "vitest";
import { insertItem, raiseVersion } from "./edit-policy-text.ts";

const text = `# Ours.
schemaVersion: bartizan.policy/v1
policy: {id: mine, version: "1.0.9", description: d,   owner: ada}
detectors:
    secrets: true # all of them

rules:
  - id: one # the first
    when:   {stages: [input]}
    reason: >-
      Long
      text.
  # nothing after this

tests:
- {name: a,   text: hello, expect: allow}`;

describe("editing a policy file", () => {
  it("adds an item to a list and touches nothing else", () => {
    const edited = insertItem(text, "rules", { id: "two", when: { stages: ["output"] } });
    expect(edited).toBe(
      text.replace("      text.\n", "      text.\n  - id: two\n    when:\n      stages:\n        - output\n"),
    );
  });

  it("keeps the indentation of the list, and ends the last line", () => {
    expect(insertItem(text, "tests", { name: "b", expect: "block" })).toBe(
      `${text}\n- name: b\n  expect: block\n`,
    );
    expect(insertItem(text, "detectors", { links: true })).toBe(
      text.replace("    secrets: true # all of them\n", "    secrets: true # all of them\n    links: true\n"),
    );
  });

  it("makes a list that is not there", () => {
    const made = insertItem("a: 1\n", "rules", { id: "two" });
    expect(made).toBe("a: 1\n\nrules:\n  - id: two\n");
  });

  it("leaves what it cannot edit safely to people", () => {
    for (const rules of ["[]", "[{id: one}]", "", "text", "{a: 1}"])
      expect(insertItem(`rules: ${rules}\n`, "rules", { id: "two" })).toBeUndefined();
  });

  it("raises the last number of the version, quoted or not", () => {
    expect(raiseVersion(text)).toBe(text.replace("1.0.9", "1.0.10"));
    expect(raiseVersion("policy:\n  version: 2.3.4 # now\n")).toBe("policy:\n  version: 2.3.5 # now\n");
    expect(raiseVersion("policy: {}\n")).toBeUndefined();
  });
});
