import { candidateText, referenceSecrets, type CanaryFile } from "../../assess/leakage/index.ts";
import { seededRandom } from "../../stats/index.ts";

/** A text whose loss the model's owner is to compute. */
interface CandidateLine {
  readonly id: string;
  /** The whole text, and its part behind which nothing is common to all: less to compute. */
  readonly text: string;
  readonly before: string;
  readonly rest: string;
}

/**
 * What has to be scored to measure exposure: every canary, and random texts of the same form that are none. The same plan
 * gives the same references.
 *
 * @throws LEAKAGE_DATA_UNFIT where the form has fewer candidates
 */
export function candidateLines({ plan, seed }: CanaryFile, references: number): readonly CandidateLine[] {
  const [before = "", after = ""] = plan.format.text.split("{}");
  const lineOf = (id: string, secret: string): CandidateLine => ({
    id,
    text: candidateText(plan.format, secret),
    before,
    rest: secret + after,
  });
  const others = referenceSecrets(plan, references, seededRandom(`canary references ${seed}`));
  return [
    ...plan.canaries.map(({ id, secret }) => lineOf(id, secret)),
    ...others.map((secret, i) => lineOf(`reference-${i + 1}`, secret)),
  ];
}
