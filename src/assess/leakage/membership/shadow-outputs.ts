import { leakageErrors } from "../errors.ts";

/**
 * What shadow models say of the rows under audit. A shadow model is trained like the model under audit, on a random part of
 * the rows; `members` says on which.
 */
export interface ShadowOutputs {
  readonly models: number;
  readonly rows: number;
  /** ln p/(1−p) of the row's true label; models × rows, a model after the other. */
  readonly logits: Float64Array;
  /** 1: the model was trained on the row. */
  readonly members: Uint8Array;
}

/** The model under audit: what it says of the same rows, and which of them it was trained on. */
export interface AuditedModel {
  readonly logits: Float64Array;
  readonly members: Uint8Array;
}

/** Values of all models together that are held at once. */
export const mostValues = 16 * 1024 * 1024;

const least = 1e-15;

/** ln p/(1−p), kept finite: single precision rounds confident answers to exactly 1. */
export function logitOf(probability: number): number {
  const p = Math.min(1 - least, Math.max(least, probability));
  return Math.log(p) - Math.log1p(-p);
}

export const probabilityOf = (logit: number): number => 1 / (1 + Math.exp(-logit));

/**
 * The confidence in the true label, ln p_y/(1−p_y), from one answer a row. Rows that do not sum to one are taken for
 * unnormalised scores. Computed as p_y against the sum of the others, which keeps digits that 1 − p_y loses
 * (Carlini et al. 2022, section 5.2).
 *
 * @param scores row-major, `labels.length × classes`
 * @throws LEAKAGE_DATA_UNFIT when the sizes disagree or a label is not among the classes
 */
export function confidencesOf(scores: Float64Array, classes: number, labels: Int32Array): Float64Array {
  if (scores.length !== labels.length * classes || classes < 2)
    throw leakageErrors.dataUnfit(
      `${scores.length} scores are not ${labels.length} rows of ${classes} classes.`,
    );
  return Float64Array.from(labels, (label, row) => {
    if (!(label >= 0 && label < classes))
      throw leakageErrors.dataUnfit(`Row ${row} has the label ${label}; there are ${classes} classes.`);
    const answer = scores.subarray(row * classes, (row + 1) * classes);
    const sum = answer.reduce((a, b) => a + b, 0);
    const proper = Math.abs(sum - 1) < 1e-3 && answer.every((p) => p >= 0);
    const top = proper ? 0 : Math.max(...answer);
    const weights = answer.map((score) => (proper ? score : Math.exp(score - top)));
    const own = Math.max(least, weights[label] ?? 0);
    const others = weights.reduce((a, b, k) => (k === label ? a : a + b), 0);
    return Math.log(own) - Math.log(Math.max(least, others));
  });
}

/**
 * @throws LEAKAGE_SHADOWS_TOO_LARGE, LEAKAGE_SHADOWS_UNREADABLE when the sizes disagree or a value is no number
 */
export function shadowOutputs(
  models: number,
  rows: number,
  logits: Float64Array,
  members: Uint8Array,
): ShadowOutputs {
  if (models * rows > mostValues)
    throw leakageErrors.shadowsTooLarge(`${models} models × ${rows} rows are too many.`);
  if (logits.length !== models * rows || members.length !== models * rows)
    throw leakageErrors.shadowsUnreadable(
      `${models} models × ${rows} rows need as many values; there are ${logits.length} and ${members.length}.`,
    );
  const wrong = logits.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw leakageErrors.shadowsUnreadable(
      `Model ${Math.floor(wrong / rows)} says of row ${wrong % rows} what is no number.`,
    );
  return { models, rows, logits, members };
}

/** The first `count` models. */
export function firstShadows(shadows: ShadowOutputs, count: number): ShadowOutputs {
  const kept = Math.min(count, shadows.models);
  const length = kept * shadows.rows;
  return {
    models: kept,
    rows: shadows.rows,
    logits: shadows.logits.subarray(0, length),
    members: shadows.members.subarray(0, length),
  };
}

/** One of the models as the one under audit, and the rest as its shadows: how an attack is tried without the real model. */
export function holdOut(
  shadows: ShadowOutputs,
  model: number,
): { readonly audited: AuditedModel; readonly shadows: ShadowOutputs } {
  const { models, rows } = shadows;
  const at = model * rows;
  const logits = new Float64Array((models - 1) * rows);
  const members = new Uint8Array((models - 1) * rows);
  logits.set(shadows.logits.subarray(0, at));
  logits.set(shadows.logits.subarray(at + rows), at);
  members.set(shadows.members.subarray(0, at));
  members.set(shadows.members.subarray(at + rows), at);
  return {
    audited: {
      logits: shadows.logits.subarray(at, at + rows),
      members: shadows.members.subarray(at, at + rows),
    },
    shadows: { models: models - 1, rows, logits, members },
  };
}
