import { defineErrors } from "../../errors/index.ts";

export const measureErrors = defineErrors("measure", {
  tooFewCases: {
    summary: "The gate could not be passed with the given number of cases, even without a breach.",
    remedy: "Give more cases, or tolerate more.",
    exit: 2,
  },
  badOption: {
    summary: "An option of a measurement is outside its range.",
    remedy: "Shares lie strictly between 0 and 1, such as 0.02; counts are positive whole numbers.",
    exit: 2,
  },
  badOutcome: {
    summary: "A trial returned something that is no outcome.",
    remedy: 'Return true or "breached", false or "held", or { unscored: "why" }.',
    exit: 2,
  },
  failed: {
    summary: "A measured rate is above its gate.",
    remedy: "Look at the breached cases; each can be run again alone.",
    exit: 1,
  },
  inconclusive: {
    summary: "A measurement could not decide its gate.",
    remedy: "Give more cases or repeats, or repair what could not be scored.",
    exit: 3,
  },
});
