import { defineErrors } from "../../errors/index.ts";

/** What can be wrong with what a measurement of leakage is given. */
export const leakageErrors = defineErrors("leakage", {
  shadowsUnreadable: {
    summary: "The outputs of the shadow models cannot be read.",
    remedy:
      "Give one row of probabilities and one row of 0 and 1 (was it trained on?) for each shadow model, as JSON, JSON Lines, CSV or two .npy files.",
    exit: 2,
  },
  shadowsTooFew: {
    summary: "There are too few shadow models, or rows that every shadow saw or none did.",
    remedy:
      "Train more shadow models, each on a random half of the rows; eight are the least that say anything.",
    exit: 2,
  },
  shadowsTooLarge: {
    summary: "The outputs of the shadow models are larger than is read.",
    remedy: "Give fewer models or fewer rows: 16 million values at most.",
    exit: 2,
  },
  scoresMissing: {
    summary: "The endpoint tells labels only, and the attack needs scores.",
    remedy: "Use the label-only attacks, or an endpoint that tells probabilities.",
    exit: 2,
  },
  keyTooShort: {
    summary: "The key for protected records is too short.",
    remedy: "Give a random key of 16 bytes or more, such as `openssl rand -hex 32` prints.",
    exit: 2,
  },
  dataUnfit: {
    summary: "The examples given do not fit each other or the measurement.",
    remedy: "Correct what the message names; nothing was measured.",
    exit: 2,
  },
});
