import { randomUUID } from "node:crypto";
import type { Guard } from "../../contracts/index.ts";
import type { ExchangeRecord, GatewayEvent, GatewayPorts } from "../ports.ts";

export interface TestPorts extends GatewayPorts {
  readonly records: ExchangeRecord[];
  readonly events: GatewayEvent[];
}

/** Ports that let everybody in, set nothing aside, and keep in memory what they are told. */
export function testPorts(guard: Guard, overrides: Partial<GatewayPorts> = {}): TestPorts {
  const records: ExchangeRecord[] = [];
  const events: GatewayEvent[] = [];
  return {
    records,
    events,
    guard: () => guard,
    identify: () => ({ ok: true, identity: { principal: { id: "tester", verified: true } } }),
    reserve: () => ({ ok: true, reservation: { spend: () => "continue", settle: () => Promise.resolve() } }),
    record: (entry) => {
      records.push(entry);
      return Promise.resolve();
    },
    observe: (event) => {
      events.push(event);
    },
    secret: (reference) => Promise.resolve(`value-of-${reference}`),
    now: () => Date.now(),
    newId: () => randomUUID(),
    random: () => 0,
    ...overrides,
  };
}
