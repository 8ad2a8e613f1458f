import { visibleText } from "../../../formats/index.ts";
import type { ArtifactRule } from "../artifact-format.ts";
import type { Known } from "./capabilities/capability.ts";
import { capabilities } from "./capabilities/index.ts";
import { isStdlib } from "./capabilities/names.ts";
import { pickleRules } from "./rules.ts";

/** What was made of a name. `check`: its arguments decide. `bad`: reported already. */
export type Standing = "pure" | "instance" | "check" | "bad" | "unknown" | "stdlib" | "main";

export interface Import {
  readonly name: string;
  readonly at: number;
  readonly standing: Standing;
  readonly known: Known | undefined;
  calls: number;
  /** Used as one uses a class: made empty, or called under a name with a capital. */
  asClass: boolean;
  asFunction: boolean;
}

/**
 * What a name is worth before anything is known of its use. What is wrong with it as it stands is said.
 */
export function standingOf(
  module: string,
  name: string,
  known: Known | undefined,
  say: (rule: ArtifactRule, description: string) => void,
): Standing {
  const shown = visibleText(`${module}.${name}`).slice(0, 200);
  const dotted = name.includes(".");
  const parts = name.split(".").slice(0, 50);
  if (known !== undefined && !dotted) return standingOfKnown(known, shown, say);
  if (known !== undefined && (known.capability.can === "pure" || known.capability.can === "instance"))
    if (capabilities.isExact(module, name)) return "pure";
  if (dotted || (module.includes("__") && module !== "__main__" && !isStdlib(module))) {
    const reached = suffixes(module, parts).find(([inner, last]) =>
      isHarmful(capabilities.lookUp(inner, last)),
    );
    const nestedClass =
      !isStdlib(module) && known === undefined && dotted && parts.every((part) => startsWithCapital(part));
    if (nestedClass && reached === undefined) return "unknown";
    if (known !== undefined && isHarmful(known)) return standingOfKnown(known, shown, say);
    const where = reached === undefined ? "" : `, which reaches ${visibleText(reached.join("."))}`;
    say(pickleRules.walk, `It takes ${shown}${where}.`);
    return "bad";
  }
  if (module === "__main__") return "main";
  if (name.startsWith("__") && name.endsWith("__")) {
    say(pickleRules.walk, `It takes ${shown}, which belongs to the machinery of Python.`);
    return "bad";
  }
  return isStdlib(module) ? "stdlib" : "unknown";
}

function standingOfKnown(
  { capability, reason }: Known,
  shown: string,
  say: (rule: ArtifactRule, description: string) => void,
): Standing {
  switch (capability.can) {
    case "exec":
      say(pickleRules.exec, `It names ${shown}. ${reason}`);
      return "bad";
    case "io":
      say(pickleRules.io, `It names ${shown}. ${reason}`);
      return "bad";
    case "tamper":
      say(pickleRules.tamper, `It names ${shown}. ${reason}`);
      return "bad";
    case "pure":
      return "pure";
    case "instance":
    case "template-state":
      return "instance";
    case "rebuild":
    case "calls":
    case "nested":
    case "import":
    case "attribute":
    case "named-attributes":
    case "one-argument":
    case "codec":
      break;
  }
  return "check";
}

export function startsWithCapital(name: string): boolean {
  const first = name.replace(/^_/, "")[0] ?? "";
  return first >= "A" && first <= "Z" && name !== name.toUpperCase();
}

export function isHarmful(known: Known | undefined): boolean {
  const can = known?.capability.can;
  return can === "exec" || can === "io" || can === "tamper";
}

/** `pathlib`, `os.system` reaches `os.system`: every tail of a walk, read as a module and a name. */
function suffixes(module: string, parts: readonly string[]): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [[module, parts[0] ?? ""]];
  for (let i = 1; i < parts.length; i++)
    found.push([parts.slice(0, i).join("."), parts[i] ?? ""], [parts[i - 1] ?? "", parts[i] ?? ""]);
  return found;
}
