import { z } from "zod";

/**
 * `gateway.breakGlass`; absent: there is none.
 *
 * @example
 * breakGlass: { gateway: shop-production, order: .bartizan/break-glass, keys: [keys/on-call.pub.pem] }
 */
export const breakGlassSettingsSchema = z.strictObject({
  /** What orders must name, so that one for another gateway is of no use here. */
  gateway: z.string().min(1).max(200),
  /** File where an order is placed. */
  order: z.string().min(1).max(4_096).default(".bartizan/break-glass"),
  /** Public keys (PEM files) of those who may break the glass. */
  keys: z.array(z.string().min(1).max(4_096)).min(1).max(50),
  /** How often it is alarmed while it is open. */
  remindMinutes: z.number().min(1).max(60).default(10),
});
