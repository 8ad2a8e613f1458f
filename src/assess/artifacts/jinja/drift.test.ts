import { expect, it } from "vitest";
import { memorySource, sha256 } from "../../../formats/index.ts";
import { ggufFile } from "../../../formats/gguf/testing/gguf-file.ts";
import { examineArtifact } from "../engine/examine.ts";
import { format as gguf } from "../gguf/format.ts";
import { templateDrift } from "./drift.ts";
import { format as jinja } from "./format.ts";

it("tells templates that are not known from those that are, also inside of other files", async () => {
  const template = "{% for m in messages %}{{ m.content }}{% endfor %}";
  const file = ggufFile({ values: [["tokenizer.chat_template", { type: "text", value: template }]] });
  const report = await examineArtifact(memorySource(file), "m.gguf", { formats: [gguf, jinja], loaders: [] });
  expect(templateDrift(report, new Set())).toEqual([]);
  expect(templateDrift(report, new Set([sha256(template)]))).toEqual([]);
  expect(templateDrift(report, new Set([sha256(`${template} `)]))).toMatchObject([
    { rule: "jinja/drift", effect: "review", place: { path: "m.gguf!/tokenizer.chat_template" } },
  ]);
});
