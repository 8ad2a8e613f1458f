import type { JsonValue } from "../../contracts/index.ts";
import { closest } from "../../formats/index.ts";
import { dialects, type Dialect } from "../dialects/index.ts";
import { gatewayErrors } from "../errors.ts";

/**
 * All dialects, those with settings configured.
 *
 * @throws GATEWAY_BAD_VALUE for settings of a dialect that is not there or takes none, and what `configure` throws
 */
export function configuredDialects(
  settings: Readonly<Record<string, JsonValue>>,
  items: readonly Dialect[] = dialects,
): readonly Dialect[] {
  const taking = items.filter((item) => item.configure !== undefined).map(({ id }) => id);
  for (const id of Object.keys(settings)) {
    if (taking.includes(id)) continue;
    const meant = closest(id, taking);
    const remedy = meant === undefined ? {} : { remedy: `Did you mean \`${meant}\`?` };
    throw gatewayErrors.badValue(
      `No dialect \`${id}\` takes settings.`,
      { field: `gateway.dialects.${id}` },
      remedy,
    );
  }
  return items.map((item) => {
    const own = settings[item.id];
    return own === undefined ? item : (item.configure?.(own) ?? item);
  });
}
