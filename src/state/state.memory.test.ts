import { manualClock } from "./testing/manual-clock.ts";
import { stateSuite } from "./testing/state.suite.ts";
import { memoryState } from "./memory/memory-state.ts";

stateSuite("memory", async () => {
  const clock = manualClock();
  const state = memoryState({ clock });
  return { a: state, b: state, elapse: async (ms) => clock.advance(ms), close: () => state.close() };
});
