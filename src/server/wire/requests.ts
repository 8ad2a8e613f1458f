import { z } from "@hono/zod-openapi";
import { guardActions } from "../../contracts/index.ts";
import { arm, maybe, outcomeKind, role, severity, triage, triageState } from "./parts.ts";

/** What requests may hold. Strict: an unknown key or query parameter is refused, not ignored. */
export const identifier = z.string().min(1).max(200);
const text = z.string().max(200);

export const byId = z.object({ id: identifier });
export const bySystem = z.strictObject({ system: identifier.optional() });
export const trialOfRun = z.object({
  id: identifier,
  entry: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .openapi({ type: "integer" }),
});
export const baselineQuery = z.strictObject({ baseline: identifier });

export const trialQuery = z.strictObject({
  check: text.optional(),
  target: text.optional(),
  arm: arm.optional(),
  outcome: outcomeKind.optional(),
  intent: text.optional(),
  technique: text.optional(),
  surface: text.optional(),
  q: text.optional(),
  offset: z.coerce.number().int().nonnegative().max(1e9).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const findingQuery = z.strictObject({
  system: identifier.optional(),
  state: triageState.optional(),
  severity: severity.optional(),
  q: text.optional(),
});

export const signInRequest = z.strictObject({ token: z.string().min(1).max(200) });
export const triageRequest = z.strictObject({ triage });

export const bundleFile = z.object({ id: identifier, path: z.string().min(1).max(300) });
export const bundleArrival = z
  .object({
    id: z.string(),
    state: z.enum(["absent", "staged", "here"]),
    files: z.array(z.object({ path: z.string(), bytes: z.int().nonnegative() })).readonly(),
  })
  .openapi("BundleArrival");
export const bundleFileState = z
  .object({ bytes: z.int().nonnegative(), sha256: z.string() })
  .openapi("BundleFileState");
export const bundleReceived = z.object({ bytes: z.int().nonnegative() }).openapi("BundleReceived");
export const bundleClosed = z
  .object({
    run: z.string(),
    entries: z.int().nonnegative(),
    alreadyHere: z.boolean(),
  })
  .openapi("BundleClosed");

const roleBySystem = z.record(identifier, role);
export const addPersonRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    /** The role everywhere. */
    role: role.optional(),
    systems: roleBySystem.default({}),
    expiresInDays: z.number().int().min(1).max(3_650).optional(),
  })
  .refine(({ role: everywhere, systems }) => everywhere !== undefined || Object.keys(systems).length > 0, {
    message: "A person needs a role, everywhere or on a system.",
    path: ["role"],
  });
export const personAdded = z.object({ id: z.string(), token: z.string() }).openapi("PersonAdded");
export const personList = z
  .array(
    z
      .object({ id: z.string(), name: z.string(), role: maybe(role), systems: roleBySystem })
      .openapi("Person"),
  )
  .readonly();

const date = z.iso.datetime({ offset: true });
export const guardDecisionQuery = z.strictObject({
  action: z.enum(guardActions).optional(),
  rule: text.optional(),
  route: text.optional(),
  principal: text.optional(),
  from: date.optional(),
  until: date.optional(),
  only: z.enum(["attention"]).optional(),
  offset: z.coerce.number().int().nonnegative().max(1e9).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const guardHours = z.strictObject({ hours: z.coerce.number().int().min(1).max(2_160).default(24) });
export const guardFile = z.strictObject({ file: identifier });
/** As much as a policy may have, and JSON's escapes. */
export const policyBodyBytes = 3_000_000;
export const guardDraft = z.strictObject({ file: identifier, text: z.string().max(2_000_000) });
export const guardReplayRequest = guardDraft.extend({
  records: z.int().min(1).max(5_000).default(2_000),
});
