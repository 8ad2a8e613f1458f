import type { JsonValue } from "../../../contracts/index.ts";
import { visibleText } from "../../../formats/index.ts";
import type { ArtifactRule, Detail } from "../artifact-format.ts";
import { outsidePath, outsideWords } from "../outside-paths/outside-path.ts";
import { isHarmfulName, isHarmlessBuiltin, moduleKind } from "./names.ts";
import { kerasRules } from "./rules.ts";

type Found = (rule: ArtifactRule, detail: Detail) => void;
type Members = Readonly<Record<string, JsonValue>>;

/** Names of members that say where something is imported from. */
const moduleMembers = ["module", "fn_module", "function_module", "class_module"] as const;
/** Layers that read what a member of theirs names. */
const fileMembers = ["vocabulary", "filepath", "filename", "path", "file_path", "url", "origin"] as const;
/** Layers that bring code or a model of another framework in their configuration. */
const carriers: ReadonlySet<string> = new Set(["TorchModuleWrapper", "FlaxLayer", "JaxLayer", "TFSMLayer"]);
const mostFindings = 100;

/**
 * Judges a Keras configuration, of any version and at any depth: whatever part of it names code to be run, a
 * module to be imported or a file to be read. Versions in it clear nothing: they are what its author wrote.
 * Only whatever Keras itself would look at is followed, which is everything.
 */
export function judgeKerasConfig(config: JsonValue, found: Found): void {
  let count = 0;
  const report: Found = (rule, detail) => {
    if (++count <= mostFindings) found(rule, detail);
  };
  const waiting: { readonly value: JsonValue; readonly at: string }[] = [{ value: config, at: "" }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, at } = next;
    if (typeof value === "string") judgeText(value, at, report);
    else if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--) waiting.push({ value: value[i] ?? null, at: `${at}/${i}` });
    } else if (isObject(value)) {
      judgeObject(value, at, report);
      for (const [name, member] of Object.entries(value).reverse())
        waiting.push({ value: member, at: `${at}/${name.slice(0, 80)}` });
    }
  }
}

function judgeText(text: string, at: string, found: Found): void {
  if (text.length > 200) return;
  const name = text.slice(text.lastIndexOf(".") + 1);
  if (name === "get_file" || name === "enable_unsafe_deserialization" || name === "__lambda__")
    found(name === "__lambda__" ? kerasRules.lambda : kerasRules.import, {
      description: `The configuration names \`${visibleText(text)}\`.`,
      place: { at },
    });
}

function judgeObject(object: Members, at: string, found: Found): void {
  const className = textMember(object, "class_name");
  const inner = object["config"];
  const settings = isObject(inner) ? inner : undefined;
  judgeModules(object, className, inner, at, found);
  judgeLambda(object, at, found);
  if (className === undefined) return;
  if (className === "Lambda" && settings !== undefined) judgeLambda(settings, `${at}/config`, found);
  if ((className === "TFOpLambda" || className === "SlicingOpLambda") && settings !== undefined) {
    const operation = textMember(settings, "function") ?? textMember(settings, "symbol") ?? "";
    if (
      isHarmfulName(operation) ||
      /^(?:io|raw_ops|data|py_|load_|saved_model|compat|distribute|debugging)/.test(operation)
    )
      found(kerasRules.import, {
        description: `A layer calls \`tf.${visibleText(operation.slice(0, 200))}\`.`,
        place: { at },
      });
  }
  if (carriers.has(className))
    found(className === "TFSMLayer" || className === "JaxLayer" ? kerasRules.custom : kerasRules.import, {
      description: `A ${className} brings a model of another framework, which may hold code.`,
      place: { at },
    });
  if (settings !== undefined) judgeFiles(settings, className, at, found);
}

/** A function marked as compiled code, in the way of any version. The code of a mark is in the list behind it. */
function judgeLambda(object: Members, at: string, found: Found): void {
  for (const part of ["function", "output_shape", "mask", "arguments", "loss"]) {
    const value = object[part];
    const compiled =
      object[`${part}_type`] === "lambda" ||
      (Array.isArray(value) && part !== "arguments" && looksMarshalled(value[0]) && value.length <= 4);
    if (!compiled) continue;
    found(kerasRules.lambda, {
      description: `The ${part} of a layer is compiled Python code, which runs when the layer is called or loaded.`,
      place: { at: `${at}/${part}` },
    });
  }
}

/** Compiled code as Keras writes it: the marshal format in base64, which begins with one of these bytes. */
function looksMarshalled(value: JsonValue | undefined): boolean {
  if (typeof value !== "string" || value.length < 40) return false;
  // The type byte `c` (0x63), with the flag for references 0xe3, in base64.
  return value.startsWith("4w") || value.startsWith("Yw");
}

function judgeModules(
  object: Members,
  className: string | undefined,
  inner: JsonValue | undefined,
  at: string,
  found: Found,
): void {
  for (const member of moduleMembers) {
    const module = textMember(object, member);
    if (
      module === undefined ||
      (member === "module" && className === undefined && inner === undefined && !looksLikeObject(object))
    )
      continue;
    // Functions are named by what is in `config`; everything else by its class.
    const name =
      className === "function" && typeof inner === "string"
        ? inner
        : (className ?? textMember(object, "fn_name") ?? "");
    const what = `${visibleText(module.slice(0, 200))}.${visibleText(name.slice(0, 200))}`;
    const description = `Keras imports \`${what}\` for this part of the model.`;
    const kind = moduleKind(module, name);
    if (isHarmfulName(name) || kind === "dangerous") found(kerasRules.import, { description, place: { at } });
    else if (kind === "builtins" && name !== "" && className !== "function" && !isHarmlessBuiltin(name))
      found(kerasRules.import, { description, place: { at } });
    else if (kind === "foreign") found(kerasRules.custom, { description, place: { at } });
  }
  // Without a module it is a registered name, or a class of Keras: both must have been brought by the program.
  if (className !== undefined && object["module"] === undefined && isHarmfulName(className))
    found(kerasRules.import, { description: `The class is \`${visibleText(className)}\`.`, place: { at } });
  const registered = textMember(object, "registered_name");
  if (registered !== undefined && isHarmfulName(registered.slice(registered.indexOf(">") + 1)))
    found(kerasRules.import, {
      description: `The registered name is \`${visibleText(registered.slice(0, 200))}\`.`,
      place: { at },
    });
}

function looksLikeObject(object: Members): boolean {
  return "registered_name" in object || "fn_name" in object || "function" in object;
}

function judgeFiles(settings: Members, className: string, at: string, found: Found): void {
  for (const member of fileMembers) {
    const path = textMember(settings, member);
    if (path === undefined || path === "") continue;
    const outside = outsidePath(path);
    if (outside === undefined) continue;
    found(kerasRules.path, {
      description: `A ${visibleText(className)} reads ${visibleText(path.slice(0, 200))}, ${outsideWords[outside]}.`,
      place: { at: `${at}/config/${member}` },
    });
  }
}

function textMember(object: Members, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" ? value : undefined;
}

export function isObject(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether Keras would make an object of something in this document: it has a class and its settings. */
export function hasKerasObject(document: JsonValue): boolean {
  const waiting: JsonValue[] = [document];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (Array.isArray(next)) for (const item of next) waiting.push(item);
    else if (isObject(next)) {
      if (typeof next["class_name"] === "string" && next["config"] !== undefined) return true;
      for (const member of Object.values(next)) waiting.push(member);
    }
  }
  return false;
}
