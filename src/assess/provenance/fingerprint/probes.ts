import { digestOf, sha256 } from "../../../formats/index.ts";
import list from "./probes.json" with { type: "json" };

/** A fixed prompt that is asked to find out whether a model still answers as it did. */
export interface Probe {
  readonly id: string;
  /** What it looks at: free text, preferences, formats, languages; `canary` is asked without chance as well. */
  readonly kind: string;
  readonly text: string;
  /** SHA-256 of the text, hex. */
  readonly digest: string;
}

/**
 * The probes, in the order in which they are asked. Written for this purpose; they hold nothing of anybody. A changed
 * probe is another probe: fingerprints of different sets are not compared.
 */
export const fingerprintProbes: readonly Probe[] = list.probes.map(({ id, kind, text }) => ({
  id,
  kind,
  text,
  digest: sha256(text),
}));

/** SHA-256 over the whole set, hex. */
export const probeSetDigest: string = digestOf({ version: list.version, probes: list.probes });

/** Asked at temperature 0 too, where the same answer is expected again. */
export const isCanary = ({ kind }: Pick<Probe, "kind">): boolean => kind === "canary";
