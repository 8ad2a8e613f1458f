import { randomBytes, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { JsonObject } from "../../contracts/index.ts";
import { canonicalJson } from "../../formats/index.ts";
import { isSignedBy, parseNote, signNote, type SigningKey } from "../../evidence/index.ts";
import type { Stopped } from "../ports.ts";
import { breakGlassErrors } from "./errors.ts";

/** The longest an order may last. */
export const longestMs = 4 * 3_600_000;
/** Clocks of those who sign and those who serve may differ by so much. */
const clockSkewMs = 60_000;
const signer = "bartizan-break-glass";
/** An order is small; nothing larger is looked at. */
export const largestOrder = 16_384;

const orderSchema = z.strictObject({
  schemaVersion: z.literal("bartizan.break-glass/v1"),
  id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  /** The gateway it is for, as its configuration names it: an order for one is of no use at another. */
  gateway: z.string().min(1).max(200),
  who: z.string().min(1).max(200),
  why: z.string().min(1).max(1_000),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  /** Absent: every route. */
  routes: z.array(z.string().min(1).max(200)).min(1).max(100).optional(),
  /** Absent: every rule, and a guard that failed. */
  rules: z.array(z.string().min(1).max(200)).min(1).max(100).optional(),
});

/** Leave to let through, for a time, what would be blocked. */
export type BreakGlassOrder = z.output<typeof orderSchema>;

export interface OrderDraft {
  readonly gateway: string;
  readonly who: string;
  readonly why: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
  /** Only these routes. */
  readonly routes?: readonly string[];
  /** Only what these rules alone stop. */
  readonly rules?: readonly string[];
}

/**
 * Signs an order (Ed25519, as a signed note). The text is one line of canonical JSON, so that what was signed can
 * be read by anybody.
 *
 * @throws BREAK_GLASS_BAD_ORDER when something is missing or it lasts longer than four hours
 */
export function signOrder(draft: OrderDraft, key: SigningKey): string {
  const { gateway, who, why, from, until, routes, rules } = draft;
  const order = orderSchema.safeParse({
    schemaVersion: "bartizan.break-glass/v1",
    id: randomBytes(12).toString("base64url"),
    gateway,
    who: who.trim(),
    why: why.trim(),
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    ...(routes === undefined ? {} : { routes }),
    ...(rules === undefined ? {} : { rules }),
  });
  if (!order.success)
    throw breakGlassErrors.badOrder(`\`${order.error.issues[0]?.path.join(".")}\` is not as it must be.`);
  if (!(until > from && until - from <= longestMs))
    throw breakGlassErrors.badOrder("It must end after it begins, and last at most four hours.");
  // Safe: the schema has only texts and lists of texts; what is absent stays so.
  return signNote(`${canonicalJson(JSON.parse(JSON.stringify(order.data)) as JsonObject)}\n`, signer, key);
}

/** Whether an order lets through what is stopped on this route by these rules. */
export function covers({ routes, rules }: BreakGlassOrder, stopped: Stopped): boolean {
  const onRoute = routes === undefined || (stopped.route !== undefined && routes.includes(stopped.route));
  const byRules =
    rules === undefined || (stopped.rules.length > 0 && stopped.rules.every((rule) => rules.includes(rule)));
  return onRoute && byRules;
}

export type ReadOrder =
  | { readonly ok: true; readonly order: BreakGlassOrder; readonly from: number; readonly until: number }
  | {
      readonly ok: false;
      readonly why: "unreadable" | "unsigned" | "too-long" | "other-gateway" | "not-yet" | "over";
    };

/** Reads an order as it lies on the disk, hostile until its signature says otherwise. Never throws. */
export function readOrder(
  text: string,
  about: { readonly gateway: string; readonly keys: readonly KeyObject[]; readonly now: number },
): ReadOrder {
  const no = (why: Extract<ReadOrder, { ok: false }>["why"]): ReadOrder => ({ ok: false, why });
  const note = text.length > largestOrder ? undefined : parseNote(text);
  if (note === undefined) return no("unreadable");
  if (!about.keys.some((key) => isSignedBy(note, signer, key))) return no("unsigned");
  let value: unknown;
  try {
    value = JSON.parse(note.text);
  } catch {
    return no("unreadable");
  }
  const parsed = orderSchema.safeParse(value);
  if (!parsed.success) return no("unreadable");
  const order = parsed.data;
  const [from, until] = [Date.parse(order.from), Date.parse(order.until)];
  // Also one that was signed by another program with other bounds.
  if (!(until > from && until - from <= longestMs)) return no("too-long");
  if (order.gateway !== about.gateway) return no("other-gateway");
  if (about.now < from - clockSkewMs) return no("not-yet");
  if (about.now >= until) return no("over");
  return { ok: true, order, from, until };
}
