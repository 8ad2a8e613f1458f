import type { JsonValue } from "../../../contracts/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import { FormatFault, loadYaml, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { standardLibrary } from "../keras-config/standard-library.ts";
import { outsidePath, outsideWords } from "../outside-paths/outside-path.ts";
import { beginsAsText } from "../text/utf8-text.ts";
import { examineText } from "../text/format.ts";

const code: ArtifactRule = {
  id: "mlflow/code",
  title: "The model brings Python code that is imported when it is loaded",
  severity: "medium",
  effect: "review",
  hazard: "remote-code",
  remedy: "Read the code beside the model before anybody loads it, and pin the model by its digest.",
  references: ["CWE-829", "AML.T0011"],
};
const loader: ArtifactRule = {
  id: "mlflow/loader-module",
  title: "The model is loaded by a module that is not of MLflow",
  severity: "high",
  effect: "review",
  hazard: "remote-code",
  remedy: "Look at the module that is named; MLflow imports it and calls it.",
  references: ["CWE-470"],
};
const path: ArtifactRule = {
  id: "mlflow/outside-path",
  title: "A path of the model leaves its folder",
  severity: "high",
  effect: "unsafe",
  hazard: "path-escape",
  remedy: "Refuse the model.",
  references: ["CWE-22", "CVE-2023-6909"],
};

const largest = 1_000_000;
/** Members that name a file or folder of the model. */
const pathMembers =
  /^(?:data|code|env|config|artifact_path|.*_path|.*_file|path|model|saved_model_dir|pickled_model|python_model|conda|virtualenv|uri)$/;

type Members = Readonly<Record<string, JsonValue>>;

/** `MLmodel`: how MLflow loads what lies beside it. */
export const format: ArtifactFormat = {
  id: "mlflow",
  title: "an MLflow model description",
  about:
    "The file `MLmodel` of a model folder: the flavors it can be loaded as, and the module that loads it.",
  extensions: [],
  alongside: true,
  rules: [code, loader, path],
  // MLflow reads what has this name, and nothing else.
  isNamed: (name) => /(?:^|\/)MLmodel$/.test(name),
  recognise: async ({ head, source }) => {
    if (source.size > largest || source.size < 10 || !beginsAsText(head)) return undefined;
    const text = Buffer.from(await source.read(0, source.size)).toString("utf8");
    if (!text.includes("flavors") && !text.includes("\\x") && !text.includes("\\u")) return undefined;
    return flavorsOf(text) === undefined ? undefined : "likely";
  },
  async examine(source: ByteSource, examination: Examination) {
    await examineText(source, examination);
    if (source.size > largest) throw new FormatFault("too-large", `a description of ${source.size} bytes`, 0);
    const text = Buffer.from(await source.read(0, source.size)).toString("utf8");
    const flavors = flavorsOf(text, true) ?? {};
    examination.fact("flavors", Object.keys(flavors).join(", "));
    const found = new Set<string>();
    const report = (rule: ArtifactRule, description: string, at: string): void => {
      found.add(rule.id);
      examination.found(rule, { description, place: { at } });
    };
    for (const [name, flavor] of Object.entries(flavors))
      if (isObject(flavor)) judgeFlavor(visibleText(name), flavor, report);
    for (const rule of format.rules) if (!found.has(rule.id)) examination.passed(rule);
  },
};

function judgeFlavor(
  name: string,
  flavor: Members,
  report: (rule: ArtifactRule, description: string, at: string) => void,
): void {
  const module = flavor["loader_module"];
  if (typeof module === "string" && !/^mlflow(?:\.[a-z_]\w*)*$/.test(module)) {
    const [first = ""] = module.split(".");
    report(
      loader,
      `MLflow imports ${visibleText(module.slice(0, 200))}${standardLibrary.has(first) ? ", of Python's own library" : ""}.`,
      name,
    );
  }
  for (const member of ["code", "model_code_path"]) {
    const value = flavor[member];
    if (typeof value === "string" && value !== "")
      report(code, `Python code in ${visibleText(value.slice(0, 200))} is imported.`, name);
  }
  const waiting: (readonly [string, JsonValue])[] = Object.entries(flavor);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [member, value] = next;
    if (typeof value === "string") {
      const outside = pathMembers.test(member) ? outsidePath(value) : undefined;
      // A model may say where it was downloaded from.
      if (outside !== undefined && !(outside === "address" && /(?:uri|source_model|hub)/.test(member)))
        report(
          path,
          `${visibleText(member)} is ${visibleText(value.slice(0, 200))}, ${outsideWords[outside]}.`,
          name,
        );
    } else if (Array.isArray(value))
      for (const item of value as readonly JsonValue[]) waiting.push([member, item]);
    else if (isObject(value)) waiting.push(...Object.entries(value));
  }
}

/** @throws FormatFault where the text is no YAML that is read here, if that is asked for */
function flavorsOf(text: string, strict = false): Members | undefined {
  try {
    const { value } = loadYaml(text);
    const flavors = isObject(value) ? value["flavors"] : undefined;
    return isObject(flavors) ? flavors : undefined;
  } catch (cause) {
    if (cause instanceof BartizanError && strict)
      throw new FormatFault("malformed", visibleText(cause.message), 0);
    if (cause instanceof BartizanError) return undefined;
    throw cause;
  }
}

function isObject(value: JsonValue | undefined): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
