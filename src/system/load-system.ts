import {
  digestOf,
  checkShape,
  loadYaml,
  oneOrAll,
  readTextBounded,
  type YamlDocument,
} from "../formats/index.ts";
import { systemErrors } from "./errors.ts";
import type { LoadedSystem } from "./loaded.ts";
import { manifestSchema, SCHEMA_VERSION } from "./manifest/manifest.ts";
import { accessProblems } from "./semantics/access.ts";
import { idProblems } from "./semantics/ids.ts";
import { referenceProblems } from "./semantics/references.ts";
import { literalSecretProblems } from "./semantics/literal-secrets.ts";
import { subjectOf } from "./subject/subject.ts";

const MAX_MANIFEST_BYTES = 5_000_000;

const shapeErrors = {
  unknownKey: systemErrors.unknownKey,
  missingField: systemErrors.missingField,
  wrongType: systemErrors.wrongType,
  badValue: systemErrors.badValue,
};

/**
 * Reads and checks a system's manifest. The file is refused by its size before it is read.
 *
 * @throws FORMATS_* when it cannot be read, and what `parseSystem` throws
 * @example const system = await loadSystem("system.yaml");
 */
export async function loadSystem(path: string): Promise<LoadedSystem> {
  return parseSystem(await readTextBounded(path, MAX_MANIFEST_BYTES), path);
}

/**
 * Checks a manifest given as text (YAML or JSON). All problems are reported together, each with file,
 * line, column, field and remedy: `problemsOf(error)` gives them one by one.
 *
 * @throws SYSTEM_* for the one problem, or SYSTEM_SEVERAL_PROBLEMS; FORMATS_* when it is not sound YAML
 */
export function parseSystem(text: string, file: string): LoadedSystem {
  const document = loadYaml(text, { file, limits: { maxLength: MAX_MANIFEST_BYTES } });
  refuseOtherVersion(document);
  const secrets = literalSecretProblems(document);
  const shape = checkShape(manifestSchema, document, shapeErrors);
  if (!shape.ok) throw oneOrAll([...secrets, ...shape.problems], systemErrors.severalProblems, { file });
  const manifest = shape.value;
  const problems = [
    ...secrets,
    ...idProblems(manifest, document),
    ...referenceProblems(manifest, document),
    ...accessProblems(manifest, document),
  ];
  if (problems.length > 0) throw oneOrAll(problems, systemErrors.severalProblems, { file });
  return {
    manifest,
    file,
    digest: digestOf(document.value),
    subject: subjectOf(manifest),
    place: (path, of) => document.place(path, of),
  };
}

/** Said first and alone: the problems of a newer manifest under an older schema would only mislead. */
function refuseOtherVersion(document: YamlDocument): void {
  const { value } = document;
  if (typeof value !== "object" || value === null || !("version" in value)) return;
  const { version } = value;
  if (typeof version !== "string" || version === SCHEMA_VERSION || !/^bartizan\/v\d{1,4}$/.test(version))
    return;
  throw systemErrors.otherVersion(
    `The manifest is written for \`${version}\`; this version reads \`${SCHEMA_VERSION}\`.`,
    document.place(["version"]),
  );
}
