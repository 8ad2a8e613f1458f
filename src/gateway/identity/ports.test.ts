import { expect, it } from "vitest";
import type { GatewayPorts } from "../ports.ts";
import { memoryState } from "../../state/index.ts";
import { createLimits, keyRing, limitsSettingsSchema } from "../limits/index.ts";
import { anExchange } from "../limits/testing/an-exchange.ts";
import { createIdentityCheck } from "./identify.ts";
import { identitySettingsSchema } from "./settings.ts";

it("identity and limits fit the ports of the gateway as they are", async () => {
  const clock = { now: () => 0 };
  const keys = keyRing([], [], clock);
  const limits = createLimits({
    store: memoryState({ clock }),
    clock,
    settings: limitsSettingsSchema.parse({}),
    keys,
  });
  const check = createIdentityCheck({
    settings: identitySettingsSchema.parse({}),
    keys,
    clock,
    fetch: () => Promise.reject(new Error("nothing is fetched here")),
  });
  const ports: Pick<GatewayPorts, "identify" | "reserve"> = {
    identify: (caller) => check.identify(caller),
    reserve: (exchange, budgets, estimate) => limits.reserve(exchange, budgets, estimate),
  };
  const caller = { method: "POST", path: "/v1/chat/completions", headers: {}, address: "203.0.113.9" };
  expect(await ports.identify(caller)).toMatchObject({ ok: false, problem: { status: 401 } });
  const reserved = await ports.reserve(anExchange(), [], { inputTokens: 1, outputTokens: 1 });
  expect(reserved.ok && reserved.reservation.spend(1)).toBe("continue");
});
