import type { RandomSource } from "../../../contracts/index.ts";
import { cueBits, wordBits } from "../features/tables.ts";
import { probabilityOf, type HeadName, type ModelDescription, type ModelRole } from "../model/index.ts";
import type { Gain } from "../model/windows.ts";
import { calibrate } from "./calibrate.ts";
import { weigh } from "./corpus.ts";
import type { Example } from "./example.ts";
import { defaultFit, fit, type FitOptions } from "./fit.ts";
import { outOfFold, type Judged } from "./out-of-fold.ts";
import { toHead } from "./quantise.ts";
import { joinWeights } from "./write-model.ts";
import { lengthPenalty, penalised, shippedFalseAlarms, thresholdOf } from "./thresholds.ts";

export interface Trained {
  readonly description: ModelDescription;
  /** As `weights.bin` holds them. */
  readonly weights: Int8Array;
  /** Every text as a model judged it that had not seen its source or family. */
  readonly judged: Readonly<Record<HeadName, readonly Judged[]>>;
}

/** A planted order is a sentence: evidence in documents is looked for in shorter stretches. */
const plantedGain: Gain = { wordFloor: 15, cueFloor: 5, wordCap: 250, cueCap: 60 };

const rolesOf: Readonly<Record<HeadName, readonly ModelRole[]>> = {
  direct: ["user"],
  indirect: ["document", "tool"],
};

/** Slow and steady: of few authors the last bit must not be learnt. */
const indirectFit: Partial<FitOptions> = {
  epochs: 5,
  rate: 0.2,
  decay: 1e-4,
  hardNegatives: 1.5,
  gain: plantedGain,
};

/** Trains both heads, calibrates them and sets the thresholds, all from what was left out in turn. */
export function trainModel(
  examples: readonly Example[],
  random: RandomSource,
  options: {
    readonly fit?: FitOptions;
    readonly folds?: number;
    readonly falseAlarms?: typeof shippedFalseAlarms;
  } = {},
): Trained {
  const { fit: base = { ...defaultFit, models: 3 }, folds = 5, falseAlarms = shippedFalseAlarms } = options;
  const thresholds: Partial<Record<ModelRole, number>> = {};
  const one = (name: HeadName) => {
    const source = random.derive(name);
    const how = name === "direct" ? base : { ...base, ...indirectFit };
    const judged = outOfFold(examples, name, folds, source, how);
    const penalty = lengthPenalty(judged, rolesOf[name], falseAlarms);
    const calibration = calibrate(
      judged.map((text) => ({ score: penalised(text, penalty), label: text.example.label })),
    );
    for (const role of rolesOf[name]) {
      const probability = probabilityOf(thresholdOf(judged, role, penalty, falseAlarms[role]), {
        calibration,
      });
      thresholds[role] = Math.min(0.999, Math.max(0.05, Number(probability.toFixed(4))));
    }
    const { words, cues, ...described } = toHead(fit(weigh(examples, name), source.derive("final"), how));
    return { judged, bytes: [words, cues], head: { ...described, calibration, lengthPenalty: penalty } };
  };
  const direct = one("direct");
  const indirect = one("indirect");
  const { user = 0.5, document = 0.5, tool = 0.5 } = thresholds;
  return {
    description: {
      schemaVersion: "bartizan.injection-model/v1",
      wordBits,
      cueBits,
      heads: { direct: direct.head, indirect: indirect.head },
      thresholds: { user, document, tool },
      trained: {
        seed: random.seed,
        attacks: examples.filter(({ label }) => label === 1).length,
        benign: examples.filter(({ label }) => label === 0).length,
      },
    },
    weights: joinWeights([...direct.bytes, ...indirect.bytes]),
    judged: { direct: direct.judged, indirect: indirect.judged },
  };
}
