import { z } from "zod";

/** Ids of components, zones, data classes and the rest. */
export const id = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, "an id is 1 to 64 of `a-z`, `0-9` and `-`");

/** Flow ids may have capitals, because data-flow diagrams number them `F1`, `F2`, …. */
export const flowId = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/, "a flow id is 1 to 64 letters, digits and `-`");

/** A word of somebody else's vocabulary, such as the name of a test, a control or a tool. */
export const word = z.string().regex(/^[\w][\w.:/-]{0,127}$/, "a word of letters, digits and `_.:/-`");

export const line = z.string().min(1).max(500);
export const prose = z.string().min(1).max(20_000);

/** ISO 8601 with a time zone, so that nobody has to guess whose midnight is meant. */
export const instant = z.iso.datetime({ offset: true });

export const ids = z.array(id).max(1000);
export const days = z.int().min(0).max(36_500);
