import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussLegendre } from "./gauss-legendre.ts";
import { logNormalCdf } from "./log-normal-cdf.ts";
import { normalCdf } from "./normal.ts";
import { owensT } from "./owens-t.ts";

const close = (seen: number, wanted: number, relative = 1e-12): void => {
  expect(Math.abs(seen - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * relative);
};

describe("tails of the normal", () => {
  it("have a logarithm where the value itself underflows", () => {
    close(logNormalCdf(-40), -804.6084420137539);
    close(logNormalCdf(-6), -20.73676894997471);
    close(logNormalCdf(-1000), -500007.8266948122);
    close(logNormalCdf(1), -0.1727537790234499);
    expect(logNormalCdf(-Infinity)).toBe(-Infinity);
    expect(logNormalCdf(Infinity)).toBeCloseTo(0, 15);
  });

  it("join without a step where the method changes", () => {
    close(logNormalCdf(-5 - 1e-9), logNormalCdf(-5), 1e-8);
  });
});

describe("the quadrature of Gauss and Legendre", () => {
  it("is exact for polynomials of degree 2n − 1", () => {
    const { places, weights } = gaussLegendre(5);
    const integral = places.reduce((sum, x, i) => sum + (weights[i] ?? 0) * (x ** 8 + x ** 9), 0);
    close(integral, 2 / 9);
  });
});

describe("Owen's T", () => {
  it("has the values of scipy.special.owens_t", () => {
    close(owensT(0.5, 0.3), 0.040786707344250106);
    close(owensT(1.2, 2.5), 0.057508756529188444);
    close(owensT(3, 0.7), 0.00065910752010291);
    close(owensT(0.1, 50), 0.2300860809372096);
  });

  it("obeys its identities", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.double({ min: -9, max: 9, noNaN: true }),
        (h, a) => {
          expect(owensT(h, -a)).toBe(-owensT(h, a));
          expect(owensT(-h, a)).toBe(owensT(h, a));
          expect(owensT(0, a)).toBeCloseTo(Math.atan(a) / 2 / Math.PI, 13);
          expect(owensT(h, 1)).toBeCloseTo((normalCdf(h) * (1 - normalCdf(h))) / 2, 13);
        },
      ),
      { seed: 3 },
    );
  });
});
