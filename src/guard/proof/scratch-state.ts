import type { JsonValue } from "../../contracts/index.ts";
import type { GuardState } from "../inspection/over-time.ts";

/** State that lasts as long as one test of a policy or one replay. Nothing expires. */
export function scratchState(): GuardState {
  const held = new Map<string, JsonValue>();
  return {
    async update(key, _ttlSeconds, step) {
      // Safe: a key is only ever used by one detector or the vault, which wrote the value.
      const [value, result] = step(held.get(key) as Parameters<typeof step>[0]);
      held.set(key, value);
      return result;
    },
  };
}
