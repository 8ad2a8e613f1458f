import { describe, expect, it } from "vitest";
import { memorySource } from "../../../formats/index.ts";
import { mutantsOf } from "../../../formats/testing/mutants.ts";
import { examineArtifact } from "../engine/examine.ts";
import { format as text } from "../text/format.ts";
import { format as jinja } from "./format.ts";
import { benignTemplates } from "./testing/benign-templates.ts";
import { injections, instructions } from "./testing/hostile-templates.ts";

const examine = (template: string | Uint8Array, name = "chat_template.jinja") =>
  examineArtifact(memorySource(Buffer.from(template)), name, {
    formats: [jinja, text],
    loaders: [],
  });

describe("templates of the known families are clean", () => {
  it.each(Object.entries(benignTemplates))("%s", async (_, template) => {
    const report = await examine(template);
    expect(report.findings.map(({ rule, description }) => `${rule} ${description}`)).toEqual([]);
    expect(report).toMatchObject({ format: "jinja", verdict: "clean" });
    expect(report.facts["template-sha256"]).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("templates that reach outside are unsafe", () => {
  it.each(Object.entries(injections))("%s", async (_, template) => {
    expect(await examine(`{{ bos_token }}${template}`, "a")).toMatchObject({
      format: "jinja",
      verdict: "unsafe",
    });
    expect(await examine(template)).toMatchObject({ format: "jinja", verdict: "unsafe" });
  });
});

describe("templates with hidden instructions are unsafe", () => {
  it.each(Object.entries(instructions))("%s", async (_, template) => {
    const report = await examine(template);
    expect(report).toMatchObject({ format: "jinja", verdict: "unsafe" });
    expect(report.findings.some(({ hazard }) => hazard === "template-instructions")).toBe(true);
  });
});

it("shows where, with the line", async () => {
  const report = await examine("{{ bos_token }}\n\n{{ ''.__class__ }}");
  expect(report.findings).toMatchObject([
    { rule: "jinja/escape", place: { line: 3 }, description: "Line 3: The attribute `__class__` is read." },
  ]);
});

it("takes a document that shows a template for one: a person looks", async () => {
  const report = await examine("# How not to write templates\n\n```\n{{ messages.__class__ }}\n```\n");
  expect(report.verdict).toBe("review");
});

it("is read as a template where its loader finds it by its name, and then is never clean when it is none", async () => {
  expect(await examine("{% if %}")).toMatchObject({ format: "jinja", verdict: "incomplete" });
  expect(await examine("{% if %}", "notes.txt")).toMatchObject({ format: "text", verdict: "clean" });
  expect(await examine("{% include 'x' %}", "m/additional_chat_templates/rag.jinja")).toMatchObject({
    verdict: "unsafe",
  });
});

it("leaves texts with braces of other kinds alone", async () => {
  for (const other of [
    "Hello {{ name }}, {{ greeting }}",
    "{% include 'head.html' %} Hi",
    "a {{b}} c",
    "{{ .Values.image }}",
  ])
    expect((await examine(other, "mail.txt")).verdict, other).toBe("clean");
});

it("is never clean when it cannot be read as a template by who is told that it is one", async () => {
  const template = Buffer.from(benignTemplates["qwen 3"] ?? "");
  for (const { bytes, how } of mutantsOf(template, 8, 100)) {
    const report = await examineArtifact(memorySource(bytes), "t", { formats: [jinja], loaders: [] });
    if (report.findings.some(({ rule }) => rule === "artifact/not-readable-to-the-end"))
      expect(report.verdict, how).not.toBe("clean");
  }
});
