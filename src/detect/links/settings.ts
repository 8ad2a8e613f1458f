import { z } from "zod";
import type { JsonValue } from "../../contracts/index.ts";
import { checkShape, fieldName, oneOrAll } from "../../formats/index.ts";
import { linksErrors } from "./errors.ts";

/** What a policy says under `links`. */
const linksSchema = z.strictObject({
  /** Hosts an answer may link to and load from. `*.example.org` stands for all below `example.org`. */
  allowedHosts: z
    .array(
      z
        .string()
        .max(253)
        .regex(/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/u, "a host in small letters"),
    )
    .min(1)
    .max(10_000),
});

/** Whether a host is on the list. */
export type AllowedHosts = (host: string) => boolean;

/** @throws BartizanError with the field and what to write there */
export function readAllowedHosts(settings: JsonValue): AllowedHosts {
  const place = (path: readonly (string | number)[]) => ({ field: fieldName(path) });
  const shape = checkShape(linksSchema, { value: settings, place }, linksErrors);
  if (!shape.ok) throw oneOrAll(shape.problems, linksErrors.severalProblems, {});
  const exact = new Set<string>();
  const below = new Set<string>();
  for (const host of shape.value.allowedHosts)
    if (host.startsWith("*.")) below.add(host.slice(2));
    else exact.add(host);
  return (host) => {
    if (exact.has(host)) return true;
    if (below.size === 0) return false;
    for (let dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1))
      if (below.has(host.slice(dot + 1))) return true;
    return false;
  };
}
