import type { BartizanError } from "../../errors/index.ts";
import type { PlacedDocument } from "../../formats/index.ts";
import { systemErrors } from "../errors.ts";
import type { SystemManifest } from "../manifest/manifest.ts";

/** Words that stand for something else where an element's id is expected. */
const RESERVED = new Set(["self", "sys", "system"]);

/**
 * Ids are unique inside their list. Components and flows share one space, because a threat names its
 * element (`T02@F12`) without saying which of the two it is.
 */
export function idProblems(manifest: SystemManifest, document: PlacedDocument): BartizanError[] {
  const spaces: (readonly Section[])[] = [
    ["components", "flows"],
    ["data_classes"],
    ["zones"],
    ["controls"],
    ["assumptions"],
    ["targets"],
    ["artifacts"],
    ["datasets"],
    ["source_trees"],
    ["documents"],
  ];
  return [
    ...spaces.flatMap((sections) => problemsOfSpace(sections, manifest, document)),
    ...gateProblems(manifest, document),
  ];
}

/** One gate for a check on a target: two would leave open which of them holds. */
function gateProblems(manifest: SystemManifest, document: PlacedDocument): BartizanError[] {
  const seen = new Set<string>();
  return manifest.gates.flatMap(({ check, target }, index) => {
    const key = `${check} ${target ?? ""}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `There is already a gate for ${check}${target === undefined ? "" : ` on ${target}`}.`;
    return [systemErrors.duplicateId(message, document.place(["gates", index, "check"]))];
  });
}

type Section = Exclude<
  keyof SystemManifest,
  "version" | "system" | "gates" | "test_facts" | "rules_of_engagement"
>;

function problemsOfSpace(
  sections: readonly Section[],
  manifest: SystemManifest,
  document: PlacedDocument,
): BartizanError[] {
  const seen = new Map<string, string>();
  const problems: BartizanError[] = [];
  for (const section of sections) {
    for (const [index, { id }] of manifest[section].entries()) {
      const place = document.place([section, index, "id"]);
      const first = seen.get(id);
      if (first !== undefined)
        problems.push(systemErrors.duplicateId(`The id \`${id}\` is already that of ${first}.`, place));
      else seen.set(id, `${section}[${index}]`);
      if (RESERVED.has(id) && sections.length > 1) {
        const remedy = "Choose another id.";
        problems.push(systemErrors.badValue(`\`${id}\` has a meaning of its own here.`, place, { remedy }));
      }
    }
  }
  return problems;
}
