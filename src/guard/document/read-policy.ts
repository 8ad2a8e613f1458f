import { dirname, isAbsolute, join, normalize, sep } from "node:path";
import {
  checkShape,
  digestOf,
  loadYaml,
  oneOrAll,
  readTextBounded,
  visibleText,
  type YamlDocument,
} from "../../formats/index.ts";
import { guardErrors } from "../errors.ts";
import { emptyMerge, mergeFile, type CheckedFile, type Merged } from "./merge.ts";
import type { Policy } from "./policy.ts";
import { policySchema, POLICY_VERSION } from "./policy-schema.ts";
import { semanticProblems } from "./semantics.ts";

const MAX_POLICY_BYTES = 2_000_000;
const MAX_FILES = 32;
const MAX_DEPTH = 8;

export interface ReadPolicyOptions {
  /** Reads a file as text; by default from disk, at most 2 MB. */
  readonly read?: (path: string) => Promise<string>;
  /** Names that may be inherited besides files below the policy, such as `bartizan:baseline` → a path. */
  readonly named?: Readonly<Record<string, string>>;
}

/**
 * Reads a policy and everything it inherits, merges it and checks it as a whole. All problems are reported
 * together, each with file, line, column, field and remedy: `problemsOf(error)` gives them one by one.
 *
 * What is inherited must lie beside or below the file that names it, or be named by `options.named`: a policy
 * cannot reach for files of the machine. Circles are refused, at most 32 files, 8 deep.
 *
 * @throws GUARD_* for the one problem, or GUARD_SEVERAL_PROBLEMS; FORMATS_* when a file cannot be read
 * @example const policy = await readPolicy("policy.yaml");
 */
export async function readPolicy(path: string, options: ReadPolicyOptions = {}): Promise<Policy> {
  const read = options.read ?? ((file: string) => readTextBounded(file, MAX_POLICY_BYTES));
  return policyFromText(await read(path), path, options);
}

/** As `readPolicy`, for a text that is not (yet) in its file: an editor's. */
export async function policyFromText(
  text: string,
  file: string,
  options: ReadPolicyOptions = {},
): Promise<Policy> {
  const read = options.read ?? ((path: string) => readTextBounded(path, MAX_POLICY_BYTES));
  const own = checkFile(text, file);
  const merged = emptyMerge({ ...own.value, content: undefined, keys: undefined });
  const files: CheckedFile[] = [];

  const gather = async (checked: CheckedFile, above: readonly string[]): Promise<void> => {
    for (const [index, entry] of (checked.value.inherit ?? []).entries()) {
      const place = checked.document.place(["inherit", index]);
      const path = inheritedPath(entry, checked.file, options.named ?? {});
      if (path === undefined)
        throw guardErrors.inheritForbidden(`\`${visibleText(entry)}\` may not be inherited.`, place);
      if (path === normalize(checked.file) || above.includes(path))
        throw guardErrors.inheritCycle(`\`${visibleText(entry)}\` inherits this file in turn.`, place);
      if (files.some((other) => normalize(other.file) === path)) continue;
      if (files.length + above.length >= MAX_FILES || above.length >= MAX_DEPTH)
        throw guardErrors.inheritTooMuch(
          `${files.length + above.length} files are inherited already.`,
          place,
        );
      await gather(checkFile(await read(path), path), [...above, normalize(checked.file)]);
    }
    files.push(checked);
  };
  await gather(own, []);
  for (const checked of files) mergeFile(merged, checked);
  const policy = toPolicy(merged, own, files);
  const problems = [...merged.problems, ...semanticProblems(policy)];
  if (problems.length > 0) throw oneOrAll(problems, guardErrors.severalProblems, { file });
  return policy;
}

/** The path of what is inherited, or undefined where it may not be. */
function inheritedPath(
  entry: string,
  from: string,
  named: Readonly<Record<string, string>>,
): string | undefined {
  if (Object.hasOwn(named, entry)) return named[entry];
  const path = normalize(entry);
  if (isAbsolute(entry) || entry.includes("\0") || path === ".." || path.startsWith(`..${sep}`))
    return undefined;
  return normalize(join(dirname(from), path));
}

function checkFile(text: string, file: string): CheckedFile {
  const document = loadYaml(text, { file, limits: { maxLength: MAX_POLICY_BYTES } });
  refuseOtherVersion(document);
  const { unknownKey, missingField, wrongType, badValue } = guardErrors;
  const shape = checkShape(policySchema, document, { unknownKey, missingField, wrongType, badValue });
  if (!shape.ok) throw oneOrAll(shape.problems, guardErrors.severalProblems, { file });
  return { file, document, value: shape.value };
}

/** Said first and alone: the problems of a newer policy under an older schema would only mislead. */
function refuseOtherVersion(document: YamlDocument): void {
  const { value } = document;
  if (typeof value !== "object" || value === null || !("schemaVersion" in value)) return;
  const version = value["schemaVersion"];
  if (typeof version !== "string" || version === POLICY_VERSION) return;
  if (!/^bartizan\.policy\/v\d{1,4}$/.test(version)) return;
  throw guardErrors.otherVersion(
    `The policy is written for \`${version}\`; this version reads \`${POLICY_VERSION}\`.`,
    document.place(["schemaVersion"]),
  );
}

function toPolicy(merged: Merged, own: CheckedFile, files: readonly CheckedFile[]): Policy {
  const { settings } = merged;
  const { id, version, description, owner } = own.value.policy;
  const { hash, vault, content } = settings.keys ?? {};
  return {
    stamp: { id, version, digest: digestOf(files.map(({ document }) => document.value)) },
    description,
    owner,
    files: files.map(({ file }) => file),
    ...(settings.acceptableUse === undefined
      ? {}
      : { acceptableUse: { ...settings.acceptableUse, clauses: [...merged.clauses.values()] } }),
    detectors: merged.detectors,
    ...(settings.tools === undefined ? {} : { tools: settings.tools }),
    splitting: settings.splitting ?? { turns: 4, characters: 2000, detectors: ["injection"] },
    rules: merged.rules,
    ruleSets: merged.ruleSets,
    attachments: merged.attachments,
    budgets: merged.budgets,
    exceptions: merged.exceptions,
    exceptionsAtMostDays: settings.exceptionsAtMostDays ?? 90,
    content: Object.fromEntries(
      Object.entries(settings.content ?? {}).filter(([, kept]) => kept !== undefined),
    ),
    keys: {
      ...(hash === undefined ? {} : { hash }),
      ...(vault === undefined ? {} : { vault }),
      ...(content === undefined ? {} : { content }),
    },
    tests: merged.tests,
    // What a policy inherits is about rules; upstreams and keys are never taken from another file.
    ...(own.value.gateway === undefined ? {} : { gateway: own.value.gateway }),
    place: (item, path = [], of) => merged.origins.get(item)?.(path, of) ?? own.document.place(path, of),
  };
}
