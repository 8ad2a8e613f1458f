import type { Signal, StatefulDetector, ToolDefinition } from "../../../contracts/index.ts";
import { canonicalJson, sha256, visibleText } from "../../../formats/index.ts";
import { shortDigest } from "../digest.ts";
import { isSlip, skeletonOf } from "./names.ts";
import { readDriftSettings, type DriftSettings } from "./settings.ts";

/** Name, digest of the description, digest of the schema. */
type Pin = readonly [string, string, string];
type DriftMemory = {
  readonly approved: string;
  /** Whether a declaration has been seen; what comes later is new. */
  readonly seen: boolean;
  readonly pins: readonly Pin[];
  /** Digest of the last declaration of which nothing was to be said: it need not be looked at again. */
  readonly clean: string;
};

const mostPins = 100;
const mostTools = 128;

/** SHA-256 of what a tool is to a model, lower-case hex: name, description and schema in canonical JSON. */
export const toolDigest = ({ name, description = "", parameters = {} }: ToolDefinition): string =>
  sha256(canonicalJson({ name, description, parameters }));

/**
 * Tools that change after they were approved ("rug pull"), and tools that pass for others. Each tool is pinned
 * by digest when it is first seen, or by the policy; the first pin stays, so that a change is said again until
 * somebody approves it (`approved` in the settings).
 *
 * Rules: `changed-description` (0.9), `changed-schema` (0.7), `pin-mismatch` (1), `unpinned-tool` (0.8),
 * `new-tool` (0.3: servers may add tools), `duplicate-name` (0.9), `look-alike-name` (0.8; 0.5 for a slip).
 * Source: OWASP MCP Top 10 and MITRE ATLAS AML.T0110 name the attacks; the pinning is trust on first use, as SSH has it.
 */
export const detector: StatefulDetector<DriftMemory> = detectorOf(readDriftSettings({}));

function detectorOf(settings: DriftSettings): StatefulDetector<DriftMemory> {
  const none: DriftMemory = { approved: settings.approved, seen: false, pins: [], clean: "" };
  const own = canonicalJson(settings);
  return {
    id: "tool-drift",
    version: "1.0.0",
    about: "Tools that changed after they were first seen, and tools that look like others.",
    stages: ["tool-definition"],
    key: settings.per,
    remembers: 30 * 86_400,
    init: () => none,
    step: (held, { tools }) => {
      if (tools === undefined) return [held, []];
      const memory = held.approved === settings.approved ? held : none;
      const looked = tools.slice(0, mostTools);
      const digest = shortDigest(`${own}${JSON.stringify(looked)}`);
      if (digest === memory.clean) return [memory, []];
      const [next, signals] = inspectTools(settings, memory, looked);
      return [signals.length === 0 ? { ...next, clean: digest } : next, signals];
    },
    configure: (given) => detectorOf(readDriftSettings(given)),
  };
}

function inspectTools(
  settings: DriftSettings,
  memory: DriftMemory,
  tools: readonly ToolDefinition[],
): [DriftMemory, Signal[]] {
  const signals: Signal[] = [];
  const say = (rule: string, score: number, why: string): void => {
    signals.push({ detector: "tool-drift", rule, category: "tool-misuse", score, start: 0, end: 0, why });
  };
  const pinned = new Map(memory.pins.map((pin) => [pin[0], pin]));
  const required = new Map(settings.pins.map(({ name, digest }) => [name, digest]));
  const declared = new Map<string, Pin>();
  for (const tool of tools) {
    // Made only when it is said: names are shown safely at some cost.
    const shown = (): string => show(tool.name);
    const pin = pinOf(tool);
    const twin = declared.get(pin[0]);
    if (twin !== undefined && twin.join() !== pin.join())
      say("duplicate-name", 0.9, `Two different tools are called \`${shown()}\`.`);
    declared.set(pin[0], twin ?? pin);
    const wanted = required.get(tool.name);
    if (wanted !== undefined) {
      if (!toolDigest(tool).startsWith(wanted))
        say("pin-mismatch", 1, `The tool \`${shown()}\` is not the one the policy has pinned.`);
      continue;
    }
    if (settings.onlyPinned) say("unpinned-tool", 0.8, `The policy has pinned no tool \`${shown()}\`.`);
    const before = pinned.get(pin[0]);
    if (before === undefined) {
      if (memory.seen)
        say("new-tool", 0.3, `The tool \`${shown()}\` was not there when tools were first declared.`);
      if (pinned.size < mostPins) pinned.set(pin[0], pin);
      continue;
    }
    if (before[1] !== pin[1])
      say(
        "changed-description",
        0.9,
        `The description of \`${shown()}\` has changed since it was first seen.`,
      );
    if (before[2] !== pin[2])
      say("changed-schema", 0.7, `The parameters of \`${shown()}\` have changed since it was first seen.`);
  }
  // Names seen before count too: a tool may take the place of one that is gone.
  sayLookAlikes(
    [...new Set([...tools.map(({ name }) => name), ...pinned.keys()])],
    new Set(tools.map(({ name }) => name)),
    say,
  );
  return [{ ...memory, approved: settings.approved, seen: true, pins: [...pinned.values()] }, signals];
}

function sayLookAlikes(
  names: readonly string[],
  declared: ReadonlySet<string>,
  say: (rule: string, score: number, why: string) => void,
): void {
  const bySkeleton = new Map<string, string>();
  const alike = new Set<string>();
  for (const name of names) {
    if (name.startsWith("#")) continue;
    const skeleton = skeletonOf(name.slice(0, 128));
    const other = bySkeleton.get(skeleton);
    if (other === undefined) bySkeleton.set(skeleton, name);
    else if (skeleton !== "" && (declared.has(name) || declared.has(other))) {
      alike.add(name);
      say("look-alike-name", 0.8, `The tools \`${show(other)}\` and \`${show(name)}\` look the same.`);
    }
  }
  const plain = names
    .filter((name) => !alike.has(name) && name.length <= 64)
    .map((name) => name.toLowerCase());
  const given = new Set([...declared].map((name) => name.toLowerCase()));
  plain.forEach((name, i) => {
    for (const other of plain.slice(i + 1))
      if (isSlip(name, other) && (given.has(name) || given.has(other)))
        say(
          "look-alike-name",
          0.5,
          `The names of the tools \`${show(name)}\` and \`${show(other)}\` differ by a slip.`,
        );
  });
}

/** Long names are remembered by digest. */
function pinOf({ name, description = "", parameters = {} }: ToolDefinition): Pin {
  const short = !name.startsWith("#") && Buffer.byteLength(JSON.stringify(name)) <= 100;
  return [
    short ? name : `#${shortDigest(name)}`,
    shortDigest(description),
    shortDigest(canonicalJson(parameters)),
  ];
}

const show = (name: string): string => visibleText(name.length > 60 ? `${name.slice(0, 60)}…` : name);
