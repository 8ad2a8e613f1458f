import { z } from "zod";

const id = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._/-]{0,118}[a-z0-9])?$/, "lower-case words joined by `-`, `.` or `/`");
const name = z.string().min(1).max(500);
const names = z.array(name).min(1).max(1000);

const window = z.strictObject({
  limit: z.number().min(0).max(1e9),
  windowSeconds: z.int().min(1).max(31_622_400),
});

/** A budget as a key or a team has it: whose use is counted goes without saying. */
export const ownBudgetSchema = z.strictObject({
  id: id.optional(),
  requests: window.optional(),
  /** Input and output tokens together. */
  tokens: window.optional(),
  /** In the currency of `gateway.prices`. */
  cost: window.optional(),
  concurrent: z.int().min(1).max(1_000_000).optional(),
});

/** One virtual key. The key itself stands nowhere, only its hash. */
export const virtualKeySchema = z.strictObject({
  id,
  /** SHA-256 of the key, as `createVirtualKey` gives it. */
  hash: z.string().regex(/^sha256:[0-9a-f]{64}$/, "`sha256:` and 64 lower-case hexadecimal digits"),
  team: id.optional(),
  tags: names.optional(),
  /** Who its bearer is; by default the id of the key. */
  principal: name.optional(),
  role: name.optional(),
  /**
   * `true`: its bearer has itself proven who its users are, so the user it names is taken as verified, under
   * the bearer's name. Only for a backend that clients cannot reach past.
   */
  vouchesForUsers: z.boolean().default(false),
  /** Names of models, `*` at the end standing for anything; absent: all. */
  models: names.optional(),
  routes: names.optional(),
  /** Not valid from then on. */
  expires: z.iso.datetime({ offset: true }).optional(),
  disabled: z.boolean().default(false),
  budgets: z.array(ownBudgetSchema).max(20).default([]),
});

export const teamSchema = z.strictObject({
  id,
  budgets: z.array(ownBudgetSchema).max(20).default([]),
});

/** `gateway.keys` */
export const virtualKeysSchema = z.array(virtualKeySchema).max(100_000);
/** `gateway.teams` */
export const teamsSchema = z.array(teamSchema).max(10_000);

export type VirtualKeyConfig = z.output<typeof virtualKeySchema>;
export type TeamConfig = z.output<typeof teamSchema>;
export type OwnBudgetConfig = z.output<typeof ownBudgetSchema>;
