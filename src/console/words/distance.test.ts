import { expect, it } from "vitest";
import { distanceText } from "./distance.ts";

it("says distances with their measure", () => {
  expect(distanceText("linf", 0.1)).toBe("L∞ 0.1");
  expect(distanceText("l0", 1)).toBe("1 feature changed");
  expect(distanceText("characters", 2)).toBe("2 characters");
  expect(distanceText("cost", 12.4)).toBe("cost 12.4");
});
