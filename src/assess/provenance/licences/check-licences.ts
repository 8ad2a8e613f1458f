import { spdxIdOf } from "./spdx-id.ts";

/** What a licence allows, as far as it matters for models. Not legal advice: a list of what to read. */
export interface LicenceTerms {
  readonly licence: string;
  readonly spdx?: string;
  readonly kind: "permissive" | "copyleft" | "use-restricted" | "non-commercial" | "community" | "unknown";
  readonly note?: string;
}

export interface LicenceNote {
  readonly severity: "high" | "medium" | "low";
  readonly message: string;
}

/** Licences made for models, by the names that model cards use. They stand on no SPDX list. */
const modelLicences: readonly (readonly [string, LicenceTerms["kind"], string])[] = [
  ["openrail", "use-restricted", "forbids uses listed in its attachment, and passes that on"],
  ["creativeml", "use-restricted", "forbids uses listed in its attachment, and passes that on"],
  ["rail", "use-restricted", "forbids uses listed in its attachment, and passes that on"],
  [
    "llama",
    "community",
    "asks for a licence of its own above 700 million monthly users, and for the name in derived models",
  ],
  ["gemma", "community", "binds to a policy of prohibited use, and passes that on"],
  ["tongyi", "community", "asks for permission above a number of users"],
  ["qwen-research", "non-commercial", "for research only"],
  ["qwen", "community", "asks for permission above a number of users"],
  ["deepseek", "use-restricted", "forbids uses listed in its attachment, and passes that on"],
  ["falcon", "community", "asks for royalties or permission for hosted use"],
  ["mrl", "non-commercial", "Mistral's research licence: no production use"],
  ["mnpl", "non-commercial", "Mistral's non-production licence"],
  ["stabilityai", "community", "asks for a licence above a yearly revenue"],
  ["flux-1-dev", "non-commercial", "non-commercial use of the model"],
  ["fair", "non-commercial", "for research only"],
];

const copyleft = ["GPL-", "LGPL-", "AGPL-", "MPL-", "EUPL-", "CC-BY-SA-", "OSL-", "EPL-", "CDDL-", "SSPL-"];

/** What is known of a licence by its name. */
export function licenceTerms(text: string): LicenceTerms {
  const spdx = spdxIdOf(text);
  if (spdx !== undefined) {
    const kind = kindOfSpdx(spdx);
    return { licence: text, spdx, kind, ...(kind === "permissive" ? {} : { note: noteOf[kind] }) };
  }
  const words = ` ${text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .join(" ")}`;
  const known = modelLicences.find(([name]) => words.includes(` ${name.replaceAll("-", " ")}`));
  if (known !== undefined) return { licence: text, kind: known[1], note: known[2] };
  return { licence: text, kind: "unknown", note: "not on the SPDX list; read it" };
}

const noteOf: Readonly<Record<LicenceTerms["kind"], string>> = {
  permissive: "",
  copyleft: "asks for the same licence of what is derived",
  "use-restricted": "forbids some uses",
  "non-commercial": "no commercial use",
  community: "has conditions of its own",
  unknown: "not on the SPDX list; read it",
};

function kindOfSpdx(id: string): LicenceTerms["kind"] {
  if (id.includes("-NC")) return "non-commercial";
  if (id.includes("RAIL")) return "use-restricted";
  return copyleft.some((start) => id.startsWith(start)) ? "copyleft" : "permissive";
}

/** Of what kind a licence must be at least, so that what is derived may carry it. */
const carries: Readonly<Record<LicenceTerms["kind"], readonly LicenceTerms["kind"][]>> = {
  permissive: ["permissive", "copyleft", "use-restricted", "non-commercial", "community"],
  copyleft: ["copyleft"],
  "use-restricted": ["use-restricted"],
  "non-commercial": ["non-commercial"],
  community: ["community"],
  unknown: [],
};

/**
 * What stands out about the licences of a model and of what it was made from. A restriction of a base model or
 * of data does not vanish because the derived model declares something laxer.
 */
export function checkLicences(
  declared: readonly string[],
  bases: readonly { readonly name: string; readonly licences: readonly string[] }[],
): { readonly terms: readonly LicenceTerms[]; readonly notes: readonly LicenceNote[] } {
  const terms = declared.map(licenceTerms);
  const notes: LicenceNote[] = [];
  if (terms.length === 0)
    notes.push({ severity: "medium", message: "No licence is declared, so nothing is allowed by default." });
  for (const { licence, kind, note } of terms)
    if (kind !== "permissive")
      notes.push({ severity: kind === "unknown" ? "medium" : "low", message: `${licence}: ${note}.` });
  for (const base of bases) {
    if (base.licences.length === 0)
      notes.push({ severity: "medium", message: `The licence of ${base.name} is not known.` });
    for (const text of base.licences) {
      const { kind, note } = licenceTerms(text);
      const kept = terms.some(
        (own) =>
          carries[kind].includes(own.kind) &&
          (kind === "permissive" || sameFamily(own.licence, text) || kind === "non-commercial"),
      );
      if (kind === "unknown")
        notes.push({ severity: "medium", message: `${text} of ${base.name}: ${note}.` });
      else if (!kept && terms.length > 0)
        notes.push({
          severity: "high",
          message: `${base.name} is under ${text} (${note ?? "conditions"}); ${declared.join(", ")} does not carry that on.`,
        });
    }
  }
  return { terms, notes };
}

/** Copyleft and model licences pass themselves on, not any of their kind. */
function sameFamily(a: string, b: string): boolean {
  const family = (text: string): string => text.toLowerCase().split(/[-0-9.]/)[0] ?? "";
  return family(a) === family(b);
}
