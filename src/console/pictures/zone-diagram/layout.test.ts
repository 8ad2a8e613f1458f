import { describe, expect, it } from "vitest";
import { sampleSystem } from "../../../server/testing/sample-system.ts";
import { layoutZones, type Box } from "./layout.ts";

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const pairs = <T>(all: readonly T[]): [T, T][] =>
  all.flatMap((a, i) => all.slice(i + 1).map((b): [T, T] => [a, b]));

describe("the zone diagram", () => {
  const { zones, parts } = layoutZones(sampleSystem);

  it("places every part inside its zone", () => {
    expect(parts.size).toBe(sampleSystem.parts.length);
    for (const part of sampleSystem.parts) {
      const [box, zone] = [parts.get(part.id)!, zones.get(part.zone)!];
      expect(box.x).toBeGreaterThan(0);
      expect(box.y).toBeGreaterThan(0);
      expect(box.x + box.width).toBeLessThan(zone.width);
      expect(box.y + box.height).toBeLessThan(zone.height);
    }
  });

  it("lets no two zones overlap, nor two parts of one zone", () => {
    expect(pairs([...zones.values()]).filter(([a, b]) => overlap(a, b))).toEqual([]);
    for (const zone of sampleSystem.zones) {
      const members = sampleSystem.parts
        .filter((part) => part.zone === zone.id)
        .map((part) => parts.get(part.id)!);
      expect(pairs(members).filter(([a, b]) => overlap(a, b))).toEqual([]);
    }
  });

  it("puts more trust further right", () => {
    for (const [a, b] of pairs(sampleSystem.zones.filter((zone) => zones.has(zone.id)))) {
      const [low, high] = a.trust <= b.trust ? [a, b] : [b, a];
      if (low.trust < high.trust)
        expect(zones.get(low.id)!.x + zones.get(low.id)!.width).toBeLessThan(zones.get(high.id)!.x);
    }
  });

  it("survives a flow to a part that is not there", () => {
    const lost = { ...sampleSystem, links: [{ ...sampleSystem.links[0]!, to: "nobody" }] };
    expect(layoutZones(lost).parts.size).toBe(sampleSystem.parts.length);
  });
});
