import { leakageErrors } from "../../errors.ts";
import { logitOf, mostValues, shadowOutputs, type ShadowOutputs } from "../shadow-outputs.ts";

/** Takes models one after the other and keeps what an attack needs; the first one says how many rows there are. */
export class ShadowBuilder {
  readonly #logits: Float64Array[] = [];
  readonly #members: Uint8Array[] = [];
  readonly #given: "probabilities" | "logits";
  #rows = 0;

  constructor(given: "probabilities" | "logits" = "probabilities") {
    this.#given = given;
  }

  /** @throws LEAKAGE_SHADOWS_UNREADABLE, LEAKAGE_SHADOWS_TOO_LARGE */
  add(probabilities: ArrayLike<unknown>, members: ArrayLike<unknown>): void {
    const model = this.#logits.length;
    if (model === 0) this.#rows = probabilities.length;
    if (probabilities.length !== this.#rows || members.length !== this.#rows || this.#rows === 0)
      throw leakageErrors.shadowsUnreadable(
        `Model ${model} has ${probabilities.length} probabilities and ${members.length} memberships; ${this.#rows} of each are due.`,
      );
    if ((model + 1) * this.#rows > mostValues)
      throw leakageErrors.shadowsTooLarge(`${model + 1} models × ${this.#rows} rows are too many.`);
    const logits = new Float64Array(this.#rows);
    const seen = new Uint8Array(this.#rows);
    for (let row = 0; row < this.#rows; row++) {
      const [probability, member] = [probabilities[row], members[row]];
      if (typeof probability !== "number" || !this.#fits(probability))
        throw leakageErrors.shadowsUnreadable(
          `Model ${model}, row ${row}: a probability lies between 0 and 1.`,
        );
      if (member !== 0 && member !== 1 && member !== true && member !== false)
        throw leakageErrors.shadowsUnreadable(`Model ${model}, row ${row}: a membership is 0 or 1.`);
      logits[row] = this.#given === "logits" ? probability : logitOf(probability);
      seen[row] = Number(member);
    }
    this.#logits.push(logits);
    this.#members.push(seen);
  }

  #fits(value: number): boolean {
    return this.#given === "logits" ? Number.isFinite(value) : value >= 0 && value <= 1;
  }

  /** @throws LEAKAGE_SHADOWS_UNREADABLE when there is no model */
  build(): ShadowOutputs {
    const models = this.#logits.length;
    if (models === 0) throw leakageErrors.shadowsUnreadable("There is no model.");
    const logits = new Float64Array(models * this.#rows);
    const members = new Uint8Array(models * this.#rows);
    for (let model = 0; model < models; model++) {
      logits.set(this.#logits[model] ?? [], model * this.#rows);
      members.set(this.#members[model] ?? [], model * this.#rows);
    }
    return shadowOutputs(models, this.#rows, logits, members);
  }
}
