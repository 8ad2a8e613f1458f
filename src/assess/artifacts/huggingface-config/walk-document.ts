import type { JsonValue } from "../../../contracts/index.ts";
import { memorySource, visibleText, type LooseJson } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { judgeReference } from "./remote-code.ts";
import { huggingfaceRules } from "./rules.ts";
import { standingOf } from "./targets.ts";

const mostPlaces = 200_000;

/** Names whose values are references to code, at whatever depth they stand. */
const references: ReadonlySet<string> = new Set([
  "auto_map",
  "custom_pipelines",
  "custom_generate",
  "auto_mapping",
]);
export const templateNames: ReadonlySet<string> = new Set([
  "chat_template",
  "chat_templates",
  "default_chat_template",
]);
const targets: ReadonlySet<string> = new Set(["_target_", "target"]);

/** Everything that means the same at any depth of a configuration: references to code, targets, templates. */
export async function walkDocument(document: JsonValue, examination: Examination): Promise<void> {
  const waiting: { readonly value: JsonValue; readonly at: string }[] = [{ value: document, at: "" }];
  for (let places = 0; places < mostPlaces; places++) {
    const next = waiting.pop();
    if (next === undefined) return;
    const { value, at } = next;
    if (typeof value !== "object" || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      const place = `${at}/${visibleText(name.slice(0, 80))}`;
      if (references.has(name)) await judgeReferences(inner, place, examination);
      else if (templateNames.has(name)) await examineTemplates(inner, place, examination);
      else if (targets.has(name) && typeof inner === "string") judgeTarget(name, inner, place, examination);
      else if (name === "_attn_implementation" || name === "attn_implementation") {
        if (typeof inner === "string" && inner.includes("/")) await judgeReference(inner, place, examination);
      }
      if (typeof inner === "object" && inner !== null) waiting.push({ value: inner, at: place });
    }
  }
  examination.found(huggingfaceRules.unknownTarget, {
    description: "It has more parts than are looked at here.",
    effect: "incomplete",
    hazard: "resource-exhaustion",
  });
}

/** Values that a later one of the same name replaced: which name it was is not known, so each of them counts. */
export async function walkReplaced(document: LooseJson, examination: Examination): Promise<void> {
  for (const value of document.replaced) {
    await walkDocument(value, examination);
    if (document.duplicates.some((name) => references.has(name)))
      await judgeReferences(value, "/replaced", examination);
    if (document.duplicates.some((name) => templateNames.has(name)))
      await examineTemplates(value, "/replaced", examination);
    if (typeof value === "string" && document.duplicates.includes("_target_"))
      judgeTarget("_target_", value, "/replaced", examination);
  }
}

/** Texts in a map or list of references, however deep; names of classes of frameworks are none. */
async function judgeReferences(value: JsonValue, at: string, examination: Examination): Promise<void> {
  if (typeof value === "string") {
    if (/^(?:transformers|diffusers|peft|sentence_transformers)(?:\.|$)/.test(value) && !value.includes("/"))
      return;
    // Of a class without a module only its name is said: `LlamaForCausalLM`.
    if (!value.includes(".") && !value.includes("/") && !value.includes("--")) return;
    await judgeReference(value, at, examination);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value).slice(0, 200))
    if (inner !== undefined)
      await judgeReferences(inner, `${at}/${visibleText(name.slice(0, 80))}`, examination);
}

function judgeTarget(name: string, target: string, at: string, examination: Examination): void {
  // `target` alone is a common word; only a dotted name is a class.
  if (!/^[\w.]{1,300}$/.test(target) || (name === "target" && !target.includes("."))) return;
  const standing = standingOf(target);
  const shown = visibleText(target.slice(0, 200));
  if (standing === "harmful")
    examination.found(huggingfaceRules.target, { description: `${at} is \`${shown}\`.`, place: { at } });
  else if (standing === "unknown" && name === "_target_")
    examination.found(huggingfaceRules.unknownTarget, {
      description: `${at} is \`${shown}\`.`,
      place: { at },
    });
}

/** A template, a list of `{name, template}`, or a map of them. Each is examined as a template of its own. */
async function examineTemplates(value: JsonValue, at: string, examination: Examination): Promise<void> {
  if (typeof value === "string") {
    // A short text without tags may be a template's name or its file.
    if (value.includes("{{") || value.includes("{%"))
      await examination.member(at.slice(1), memorySource(Buffer.from(value)), { as: "jinja" });
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value).slice(0, 100))
    if (inner !== undefined && name !== "name")
      await examineTemplates(inner, `${at}/${visibleText(name.slice(0, 80))}`, examination);
}
