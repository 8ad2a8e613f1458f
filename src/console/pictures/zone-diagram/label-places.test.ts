import { describe, expect, it } from "vitest";
import { pathOf, placeLabels, pointOn, type Curve } from "./label-places.ts";

const curve: Curve = { id: "F1", from: { x: 0, y: 0 }, to: { x: 400, y: 100 }, leaves: 1, arrives: -1 };

describe("the labels of flows", () => {
  it("stand on their curve, which begins and ends where it should", () => {
    expect(pointOn(curve, 0)).toEqual({ x: 0, y: 0 });
    expect(pointOn(curve, 1)).toEqual({ x: 400, y: 100 });
    expect(pathOf(curve)).toBe("M0.0,0.0 C200.0,0.0 200.0,100.0 400.0,100.0");
  });

  it("move off a part that stands in the middle", () => {
    const middle = pointOn(curve, 0.5);
    const part = { x: middle.x - 60, y: middle.y - 25, width: 120, height: 50 };
    const place = placeLabels([curve], [part]).get("F1")!;
    expect(Math.abs(place.x - middle.x) > 60 || Math.abs(place.y - middle.y) > 25).toBe(true);
    expect(placeLabels([curve], []).get("F1")).toEqual(middle);
  });

  it("do not cover one another on two flows of the same way", () => {
    const places = placeLabels([curve, { ...curve, id: "F2" }], []);
    expect(places.get("F1")).not.toEqual(places.get("F2"));
  });
});
