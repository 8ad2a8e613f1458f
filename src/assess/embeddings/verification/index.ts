export { attackedVerifier, type Verifier } from "./attacked-verifier.ts";
export { bestImpostor, impostorRates, thresholdAt, type Impostor } from "./impostors.ts";
export { morph, morphsAccepted } from "./morph.ts";
export { recoverTemplate, thresholdBetween } from "./score-leak.ts";
export { enrol, similarity, type Embed, type Template } from "./template.ts";
