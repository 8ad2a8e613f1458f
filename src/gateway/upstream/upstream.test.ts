import { describe, expect, it } from "vitest";
import { Circuit, type CircuitState } from "./circuit.ts";
import { delayBefore, retryAfterOf } from "./retry.ts";

describe("a circuit breaker", () => {
  const open = (): { circuit: Circuit; states: CircuitState[]; wait: (ms: number) => void } => {
    let now = 0;
    const states: CircuitState[] = [];
    const options = { failures: 3, openSeconds: 10, halfOpen: 1 };
    const circuit = new Circuit(
      options,
      () => now,
      (state) => states.push(state),
    );
    return { circuit, states, wait: (ms) => (now += ms) };
  };
  const fail = (circuit: Circuit, times: number): void => {
    for (let i = 0; i < times; i++) if (circuit.admit()) circuit.failed();
  };

  it("opens after so many failures in a row, and successes in between start anew", () => {
    const { circuit } = open();
    fail(circuit, 2);
    circuit.succeeded();
    fail(circuit, 2);
    expect(circuit.admit()).toBe(true);
    circuit.failed();
    expect(circuit.admit()).toBe(false);
  });

  it("lets one request try after its time, and closes or opens again by how it goes", () => {
    const { circuit, states, wait } = open();
    fail(circuit, 3);
    wait(9_999);
    expect(circuit.admit()).toBe(false);
    wait(1);
    expect([circuit.admit(), circuit.admit()]).toEqual([true, false]);
    circuit.failed();
    wait(10_000);
    expect(circuit.admit()).toBe(true);
    circuit.succeeded();
    expect([circuit.admit(), circuit.admit()]).toEqual([true, true]);
    expect(states).toEqual(["open", "half-open", "open", "half-open", "closed"]);
  });

  it("does not lose its try to a client that went away", () => {
    const { circuit, wait } = open();
    fail(circuit, 3);
    wait(10_000);
    expect(circuit.admit()).toBe(true);
    circuit.abandoned();
    expect(circuit.admit()).toBe(true);
  });
});

describe("the wait before another attempt", () => {
  const options = { attempts: 3, firstDelay: 0.5, maxDelay: 8 };
  it("doubles, is bounded, and is spread by chance", () => {
    expect([0, 1, 2, 3, 4, 9].map((attempt) => delayBefore(attempt, options, 1, undefined))).toEqual([
      0.5, 1, 2, 4, 8, 8,
    ]);
    expect(delayBefore(2, options, 0.25, undefined)).toBe(0.5);
  });

  it("is never shorter than the upstream asks, and there is none when it asks for too much", () => {
    expect(delayBefore(0, options, 0.1, 3)).toBe(3);
    expect(delayBefore(0, options, 1, 9)).toBeUndefined();
  });

  it.each([
    [{ "retry-after": "120" }, 120],
    [{ "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }, 60],
    [{ "retry-after": "Wed, 21 Oct 2015 07:00:00 GMT" }, 0],
    [{ "retry-after-ms": "250", "retry-after": "5" }, 0.25],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "-5x" }, undefined],
    [{}, undefined],
  ])("is read from %j", (headers, seconds) => {
    expect(retryAfterOf(headers, Date.parse("2015-10-21T07:27:00Z"))).toBe(seconds);
  });
});
