import type { ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Certainty, Probe } from "../artifact-format.ts";

const probeBytes = 64 * 1024;
const rank: Readonly<Record<Certainty, number>> = { certain: 3, likely: 2, possible: 1 };

export interface Route {
  /** What the file is examined as. */
  readonly format: ArtifactFormat;
  readonly certainty: Certainty;
}

/**
 * The formats these bytes are of, the surest first; names play no part, but for text that has no mark of its own.
 * Every `certain` one is kept, because a loader of each would read the file; of the others only the best.
 */
export async function routesOf(
  source: ByteSource,
  formats: readonly ArtifactFormat[],
  path = "",
): Promise<readonly Route[]> {
  const head = (await source.read(0, probeBytes)).slice();
  const tail = (await source.read(Math.max(0, source.size - probeBytes), probeBytes)).slice();
  const probe: Probe = { head, tail, source };
  const routes: Route[] = [];
  for (const format of formats) {
    const certainty = await format.recognise(probe);
    if (certainty !== undefined) routes.push({ format, certainty });
  }
  const sorted = routes.toSorted(
    (a, b) => rank[b.certainty] - rank[a.certainty] || (a.format.id < b.format.id ? -1 : 1),
  );
  const best = sorted.filter(
    ({ certainty, format }, i) =>
      certainty === "certain" || i === 0 || (certainty === "likely" && format.alongside === true),
  );
  // Text that nothing is sure of is read as its loader reads it, who finds it by its name.
  const named = formats.find(({ isNamed }) => isNamed?.(path) === true);
  const unsure = best.every(({ certainty }) => certainty === "possible");
  return named !== undefined && unsure && source.size > 0 ? [{ format: named, certainty: "likely" }] : best;
}
