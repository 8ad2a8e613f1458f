import { approvalOutOfBand } from "./approval.ts";
import type { Defences } from "./defence.ts";
import { egressPolicy } from "./egress.ts";
import { intentBlocklist } from "./intent-blocklist.ts";
import { keywordFilter } from "./keyword-filter.ts";
import { linkAllowlist } from "./link-allowlist.ts";
import { normaliseAndFilter } from "./normalise-and-filter.ts";
import { ownershipCheck } from "./ownership.ts";
import { promptFilter } from "./prompt-filter.ts";
import { typedMemory } from "./typed-memory.ts";
import { userIntentOnly } from "./user-intent.ts";

export const levels = [0, 1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];

const open: Defences = {
  input: [],
  tools: [],
  output: [],
  marksData: false,
  ownHistory: false,
  secretsInPrompt: true,
  hardened: false,
};

const one: Defences = { ...open, hardened: true, input: [intentBlocklist] };
const two: Defences = { ...one, output: [linkAllowlist] };
const three: Defences = { ...two, secretsInPrompt: false, output: [linkAllowlist, promptFilter] };
const four: Defences = { ...three, input: [keywordFilter, normaliseAndFilter] };
const five: Defences = {
  ...four,
  input: [normaliseAndFilter],
  marksData: true,
  ownHistory: true,
  tools: [userIntentOnly, ownershipCheck, egressPolicy, typedMemory, approvalOutOfBand],
};

/** What is in force at each level. A level closes holes by mechanisms; the model itself does not get wiser after level 1. */
export const defencesAt: Readonly<Record<Level, Defences>> = {
  0: open,
  1: one,
  2: two,
  3: three,
  4: four,
  5: five,
};
