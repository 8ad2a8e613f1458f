import type { RandomSource } from "../../../contracts/index.ts";
import { permutation } from "../../../stats/index.ts";
import { leakageErrors } from "../errors.ts";

/** The shape of a secret: fixed text around slots, each drawn from an alphabet. */
export interface CanaryFormat {
  /** `{}` stands for the secret part: `the access code is {}`. */
  readonly text: string;
  /** Characters, each different. */
  readonly alphabet: string;
  readonly length: number;
}

export interface Canary {
  readonly id: string;
  readonly text: string;
  readonly secret: string;
  /** How often it is put into the training data; 0: a control that never is. */
  readonly copies: number;
}

/** Before which document of the training data a copy of a canary is put. */
export interface Insertion {
  readonly canary: string;
  readonly before: number;
}

export interface CanaryPlan {
  readonly format: CanaryFormat;
  /** log₂ of the number of candidates: the most exposure there is. */
  readonly bits: number;
  readonly canaries: readonly Canary[];
  /** In the order of the data. */
  readonly insertions: readonly Insertion[];
}

/**
 * Plans canaries: random secrets of one shape, for each number of copies as many as asked, always with controls of zero copies,
 * and where each copy goes. The same seed gives the same plan.
 *
 * @param documents documents of the training data
 * @throws LEAKAGE_DATA_UNFIT for a shape with too few candidates, or without `{}`
 * @example planCanaries({ text: "the pin is {}", alphabet: "0123456789", length: 6 }, { copies: [1, 4, 16], each: 5, documents: 10_000 }, random)
 */
export function planCanaries(
  format: CanaryFormat,
  plan: { readonly copies: readonly number[]; readonly each: number; readonly documents: number },
  random: RandomSource,
): CanaryPlan {
  const letters = Array.from(format.alphabet);
  const bits = format.length * Math.log2(letters.length);
  const counts = [...new Set([0, ...plan.copies])].toSorted((a, b) => a - b);
  const wanted = counts.length * plan.each;
  if (new Set(letters).size !== letters.length || letters.length < 2 || format.text.split("{}").length !== 2)
    throw leakageErrors.dataUnfit(
      "A canary has one `{}`, and an alphabet of two characters or more, each different.",
    );
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0) || !(plan.documents >= 1))
    throw leakageErrors.dataUnfit("Copies are whole numbers, and there is a document at least.");
  if (!(bits >= Math.log2(wanted) + 3))
    throw leakageErrors.dataUnfit(`${wanted} canaries need more candidates than the shape has.`);
  const draw = random.derive("secrets");
  const secrets = new Set<string>();
  while (secrets.size < wanted)
    secrets.add(Array.from({ length: format.length }, () => letters[draw.integer(letters.length)]).join(""));
  const canaries = [...secrets].map((secret, i): Canary => {
    const copies = counts[Math.floor(i / plan.each)] ?? 0;
    return { id: `canary-${i + 1}`, text: candidateText(format, secret), secret, copies };
  });
  const places = random.derive("places");
  const insertions = canaries
    .flatMap(({ id, copies }) =>
      Array.from({ length: copies }, () => ({ canary: id, before: places.integer(plan.documents + 1) })),
    )
    .toSorted((a, b) => a.before - b.before);
  return { format, bits, canaries, insertions };
}

/** A candidate written into the shape. */
export const candidateText = (format: CanaryFormat, secret: string): string =>
  format.text.replace("{}", () => secret);

/** Puts the copies into the data, as planned. */
export function insertCanaries(documents: readonly string[], plan: CanaryPlan): readonly string[] {
  const texts = new Map(plan.canaries.map(({ id, text }) => [id, text]));
  const placed: string[] = [];
  let next = 0;
  for (let place = 0; place <= documents.length; place++) {
    for (; plan.insertions[next]?.before === place; next++)
      placed.push(texts.get(plan.insertions[next]?.canary ?? "") ?? "");
    const document = documents[place];
    if (document !== undefined) placed.push(document);
  }
  return placed;
}

/** Random candidates of the same shape that are no canary: what a canary is compared with. All different. */
export function referenceSecrets(plan: CanaryPlan, count: number, random: RandomSource): readonly string[] {
  const { alphabet, length } = plan.format;
  const letters = Array.from(alphabet);
  const taken = new Set(plan.canaries.map(({ secret }) => secret));
  const space = letters.length ** length - taken.size;
  if (count > space) throw leakageErrors.dataUnfit(`The shape has ${space} other candidates, not ${count}.`);
  // Where most candidates are wanted, drawing until they differ would take long: order them all.
  if (count * 2 > space) {
    const all = Array.from({ length: letters.length ** length }, (_, i) =>
      candidate(letters, length, i),
    ).filter((secret) => !taken.has(secret));
    return permutation(all.length, random)
      .slice(0, count)
      .map((i) => all[i] ?? "");
  }
  const drawn = new Set<string>();
  while (drawn.size < count) {
    const secret = Array.from({ length }, () => letters[random.integer(letters.length)]).join("");
    if (!taken.has(secret)) drawn.add(secret);
  }
  return [...drawn];
}

/** The candidate with a number, in the order of the alphabet. */
function candidate(letters: readonly string[], length: number, index: number): string {
  let text = "";
  for (let place = 0, rest = index; place < length; place++) {
    text = (letters[rest % letters.length] ?? "") + text;
    rest = Math.floor(rest / letters.length);
  }
  return text;
}
