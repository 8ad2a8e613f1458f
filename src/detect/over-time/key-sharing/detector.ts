import { z } from "zod";
import type { Signal, StatefulDetector } from "../../../contracts/index.ts";
import { shortDigest } from "../digest.ts";
import { readSettings } from "../settings.ts";
import { networkOf } from "./network.ts";

const sharingSchema = z.strictObject({
  /** Networks (/24, /48) one key may be used from within `minutes`. */
  networks: z.int().min(1).max(64).default(6),
  minutes: z.number().min(1).max(1440).default(10),
  /** How often, within a minute, use may go back and forth between networks. */
  switches: z.int().min(2).max(60).default(12),
});
type SharingSettings = z.output<typeof sharingSchema>;

type SharingMemory = {
  /** Digest of a network and when it was last seen; the longest unseen first. */
  readonly seen: readonly (readonly [string, number])[];
  /** Times of the last changes from one network to another that had been seen before. */
  readonly switches: readonly number[];
};

const mostSeen = 96;
const mostSwitches = 64;

/**
 * One key in many hands: used from many networks within minutes, or from several in turn faster than anybody
 * changes networks. Addresses are kept as digests, counted exactly up to 96. Servers that share a key and leave
 * by many addresses look the same: raise `networks` for such a key, or give each its own.
 *
 * Rules: `many-networks` (0.6), `network-hopping` (0.7).
 */
export const detector: StatefulDetector<SharingMemory> = detectorOf(readSettings(sharingSchema, {}));

function detectorOf(settings: SharingSettings): StatefulDetector<SharingMemory> {
  return {
    id: "key-sharing",
    version: "1.0.0",
    about: "One key used from many networks at once.",
    stages: ["input", "document", "tool-result"],
    key: "virtual-key",
    remembers: 86_400,
    init: () => ({ seen: [], switches: [] }),
    step: (memory, { address, at, text = "", bytes }) => {
      // Only the first step of a request has its size: the others are the same request.
      if (address === undefined || bytes === undefined) return [memory, []];
      const network = shortDigest(networkOf(address)).slice(0, 8);
      const from = at - settings.minutes * 60_000;
      const recent = memory.seen.filter(([, last]) => last >= from);
      const last = recent.at(-1);
      const returns = last !== undefined && last[0] !== network && recent.some(([one]) => one === network);
      const seen = [...recent.filter(([one]) => one !== network), [network, at] as const].slice(-mostSeen);
      const before = memory.switches.filter((time) => time > at - 60_000);
      const switches = (returns ? [...before, at] : before).slice(-mostSwitches);
      const signals: Signal[] = [];
      const say = (rule: string, score: number, why: string): void => {
        signals.push({
          detector: "key-sharing",
          rule,
          category: "resource-abuse",
          score,
          start: 0,
          end: text.length,
          why,
        });
      };
      if (seen.length > settings.networks)
        say(
          "many-networks",
          0.6,
          `The key was used from more than ${settings.networks} networks within ${settings.minutes} minutes.`,
        );
      if (returns && switches.length > settings.switches)
        say(
          "network-hopping",
          0.7,
          "Use of the key goes back and forth between networks faster than anybody moves.",
        );
      return [{ seen, switches }, signals];
    },
    configure: (given) => detectorOf(readSettings(sharingSchema, given)),
  };
}
