import { defineErrors } from "../../errors/index.ts";

export const canariesErrors = defineErrors("canaries", {
  unreadable: {
    summary: "A plan of canaries, training data or losses cannot be read.",
    remedy:
      "Name a file that is there. Plans are what `bartizan canary plan` wrote; data is JSON lines or lines of text.",
    exit: 2,
  },
  recordsUnfit: {
    summary: "The records to be protected cannot be read.",
    remedy: 'Give one JSON object a line: {"text": "…"}, with "id" and "copies" where they are known.',
    exit: 2,
  },
  noScores: {
    summary: "The target is not said to tell log-probabilities of a text.",
    remedy:
      "Set `echo_logprobs: true` where its server answers `/completions` with `echo` and `logprobs`; otherwise give a file of losses, or use `bartizan canary ask`.",
    exit: 2,
  },
  noAnswer: {
    summary: "The target answered no question about the canaries, so nothing was measured.",
    remedy: "Start the target, check its URL and credentials, then ask again.",
    exit: 3,
  },
  lossesUnfit: {
    summary: "The losses given do not fit the plan of canaries.",
    remedy:
      'Give one JSON object a line for every line of `bartizan canary candidates`: {"id": "…", "bits": 31.4}, less for what the model finds likelier.',
    exit: 2,
  },
});
