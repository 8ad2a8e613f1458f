import type { JsonValue } from "../../../contracts/index.ts";
import { FormatFault, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { jsonDocument, largeJsonWith } from "../json-document/json-document.ts";
import { isHarmfulName, isHarmlessBuiltin } from "../keras-config/names.ts";
import { standardLibrary } from "../keras-config/standard-library.ts";
import { outsidePath, outsideWords } from "../outside-paths/outside-path.ts";
import { examineText } from "../text/format.ts";

const harmful: ArtifactRule = {
  id: "skops/harmful-type",
  title: "The schema names something that runs code or reaches files",
  severity: "critical",
  effect: "unsafe",
  hazard: "pickle-exec",
  remedy: "Refuse the file, and do not put the type on the list of trusted ones.",
  references: ["CWE-502", "CVE-2025-54412", "CVE-2025-54413"],
};
const unknown: ArtifactRule = {
  id: "skops/untrusted-type",
  title: "The schema names a type that skops does not trust by itself",
  severity: "medium",
  effect: "review",
  hazard: "pickle-unknown",
  remedy: "Look at the type before you put it on the list of trusted ones.",
  references: ["CWE-502"],
};
const mismatch: ArtifactRule = {
  id: "skops/loader-mismatch",
  title: "A part of the schema is to be read by a loader that is not for its type",
  severity: "high",
  effect: "unsafe",
  hazard: "pickle-exec",
  remedy: "Refuse the file: the type that is shown is not what is made.",
  references: ["CWE-351", "CVE-2025-54412", "CVE-2025-54413"],
};
const path: ArtifactRule = {
  id: "skops/outside-path",
  title: "A file outside of the archive is named",
  severity: "high",
  effect: "unsafe",
  hazard: "path-escape",
  remedy: "Refuse the file.",
  references: ["CWE-22"],
};

/** Packages whose types skops knows, and those of trees that it has loaders for. */
const trusted: ReadonlySet<string> = new Set([
  "numpy",
  "scipy",
  "sklearn",
  "xgboost",
  "lightgbm",
  "catboost",
  "quantile_forest",
  "pandas",
]);
const standardTypes: ReadonlySet<string> = new Set([
  "collections.OrderedDict",
  "collections.defaultdict",
  "datetime.timedelta",
  "datetime.datetime",
  "functools.partial",
]);
const operators = /^(?:attrgetter|itemgetter|methodcaller)$/;
const mostFindings = 50;

type Members = Readonly<Record<string, JsonValue>>;

/** `schema.json` of a skops file: which types are made, and with what. */
export const format: ArtifactFormat = {
  id: "skops",
  title: "a skops schema",
  about:
    "The description of a scikit-learn model in a `.skops` file: its types, and the loaders that make them.",
  extensions: [],
  alongside: true,
  rules: [harmful, unknown, mismatch, path],
  recognise: async ({ source }) => {
    const document = await jsonDocument(source);
    if (document === undefined)
      return (await largeJsonWith(source, ["__loader__", "__module__"])) ? "likely" : undefined;
    const nodes = [document.value, ...document.replaced];
    return nodes.some((value) => isNode(value)) ? "likely" : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    const document = await jsonDocument(source);
    if (document === undefined)
      throw new FormatFault("too-large", "a schema larger or deeper than is read here", 0);
    await examineText(source, examination);
    const waiting: JsonValue[] = [document.value, ...document.replaced];
    const found = new Set<string>();
    const report = (rule: ArtifactRule, description: string): void => {
      found.add(rule.id);
      if (found.size < mostFindings) examination.found(rule, { description });
    };
    const seen = new Set<string>();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (Array.isArray(next)) for (const item of next) waiting.push(item);
      else if (isObject(next)) {
        if (isNode(next)) judgeNode(next, report, seen);
        for (const member of Object.values(next)) waiting.push(member);
      }
    }
    examination.fact("types", [...seen].slice(0, 20).join(", "));
    for (const rule of format.rules) if (!found.has(rule.id)) examination.passed(rule);
  },
};

function judgeNode(
  node: Members,
  report: (rule: ArtifactRule, description: string) => void,
  seen: Set<string>,
): void {
  const [module, name, loader] = [
    textOf(node["__module__"]),
    textOf(node["__class__"]),
    textOf(node["__loader__"]),
  ];
  const type = `${module}.${name}`;
  const shown = visibleText(type.slice(0, 200));
  const file = textOf(node["file"]);
  const outside = file === "" ? undefined : outsidePath(file);
  if (outside !== undefined)
    report(path, `${shown} is read from ${visibleText(file.slice(0, 200))}, ${outsideWords[outside]}.`);
  // What an operator calls, or a method is of, is in its content: the names there count as well.
  if (loader === "OperatorFuncNode" && (module !== "operator" || !operators.test(name)))
    report(mismatch, `${shown} is to be read as an operator.`);
  if (loader === "MethodNode") {
    const content = node["content"];
    const method = isObject(content) ? textOf(content["func"]) : "";
    if (method.includes("__") || method.includes(".") || isHarmfulName(method))
      report(mismatch, `The method ${visibleText(method.slice(0, 100))} of ${shown} is named.`);
  }
  if (seen.has(type)) return;
  if (seen.size < 100_000) seen.add(type);
  const [first = ""] = module.split(".");
  if (module === "builtins") {
    if (!isHarmlessBuiltin(name) && name !== "bytearray") report(harmful, `The type is ${shown}.`);
  } else if (module === "operator") {
    if (loader !== "OperatorFuncNode") report(unknown, `The type is ${shown}.`);
  } else if (standardTypes.has(type)) return;
  else if (standardLibrary.has(first) || isHarmfulName(name)) report(harmful, `The type is ${shown}.`);
  else if (first === "numpy" && /(?:testing|f2py|distutils|ctypeslib)/.test(module))
    report(harmful, `The type is ${shown}.`);
  else if (!trusted.has(first)) report(unknown, `The type is ${shown}.`);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function isObject(value: JsonValue | undefined): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNode(value: JsonValue): value is Members {
  return isObject(value) && typeof value["__loader__"] === "string" && "__module__" in value;
}
