import {
  pickleKinds as k,
  visibleText,
  type PickleState,
  type PickleSession,
} from "../../../formats/index.ts";
import type { ArtifactRule } from "../artifact-format.ts";
import type { Capability } from "./capabilities/capability.ts";
import { capabilities } from "./capabilities/index.ts";
import type { JudgeHost } from "./judge-host.ts";
import { pickleRules } from "./rules.ts";
import { isHarmful, type Import } from "./standing.ts";

/** What judging arguments needs of the judge. */
export interface ArgumentJudge {
  readonly imports: readonly Import[];
  readonly host: JudgeHost;
  /** Codecs looked at already, by the place of their name. */
  readonly codecs: Map<number, boolean>;
  say(rule: ArtifactRule, at: number, description: string): void;
  later(check: (session: PickleSession) => Promise<void>): boolean;
  use(machine: PickleState, used: Import, way: number, argsKind: number, args: number, at: number): boolean;
}

/** Made objects of which methods are taken, to be handed on: of others they may open or remove files. */
const plainOwners = /^re\._?compile$|^scipy\.stats\._(?:discrete|continuous)_distns\./;

const plainCodecs = new Set([
  "latin1",
  "latin-1",
  "iso-8859-1",
  "iso8859-1",
  "utf-8",
  "utf8",
  "ascii",
  "utf-16",
  "utf-32",
]);

/**
 * Judges the arguments of a call whose harm depends on them.
 *
 * @returns whether something is left to be settled with the machine at rest
 */
export function checkArguments(
  judge: ArgumentJudge,
  machine: PickleState,
  used: Import,
  capability: Capability,
  argsKind: number,
  args: number,
  at: number,
): boolean {
  const { heap } = machine;
  const object = (what: string): boolean => {
    judge.say(pickleRules.argument, at, `${used.name} is given ${what}.`);
    return false;
  };
  if (argsKind !== k.TUPLE) return object("arguments that cannot be worked out");
  const count = heap.counts[args] ?? 0;
  const part = (index: number): readonly [kind: number, value: number] => {
    const cell = heap.cellOf(args, index);
    return cell < 0 ? [k.ABSENT, 0] : [heap.cellKinds[cell] ?? 0, heap.cellValues[cell] ?? 0];
  };
  switch (capability.can) {
    case "one-argument":
      return count === 1 ? false : object(`${count} arguments`);
    case "rebuild":
      for (let i = 0; i < Math.min(count, 4); i++) {
        const [kind, value] = part(i);
        if (kind === k.GLOBAL) useAsClass(judge, value, used, at);
        else if (i === capability.argument) return object("something that is no imported class");
      }
      return false;
    case "calls": {
      const [kind, value] = part(capability.argument);
      if (capability.optional === true && (kind === k.NONE || kind === k.ABSENT)) return false;
      if (capability.args !== undefined && kind === k.GLOBAL) {
        const [innerKind, inner] = part(capability.args);
        const target = judge.imports[value];
        for (let i = 0; i < Math.min(count, 4); i++) {
          const [otherKind, other] = part(i);
          if (i !== capability.argument && otherKind === k.GLOBAL) useAsClass(judge, other, used, at);
        }
        if (target !== undefined) return judge.use(machine, target, k.REDUCE, innerKind, inner, at);
      }
      return callable(judge, machine, kind, value)
        ? false
        : object("a function that is not known to be harmless");
    }
    case "nested": {
      const [kind, value] = part(capability.argument);
      if (kind === k.BYTES || kind === k.BYTEARRAY) {
        return judge.later(async (session) => {
          const [start, end] = await session.extent(value);
          await judge.host.nested(session, start, end, capability.as);
        });
      }
      const text = kind === k.CALL ? encodedText(judge, machine, value) : undefined;
      if (text === undefined) return object("bytes that are not a constant");
      return judge.later(async (session) => {
        await judge.host.nestedText(session, text, capability.as);
      });
    }
    case "import": {
      const [module, name] = [part(capability.module), part(capability.name)];
      if (module[0] !== k.TEXT || name[0] !== k.TEXT) return object("a name that is not a constant");
      return judge.later(async (session) => {
        const [from, what] = [(await session.text(module[1])).value, (await session.text(name[1])).value];
        const known = capabilities.lookUp(from, what);
        const harmless =
          known?.capability.can === "pure" ||
          (/^(?:numpy|scipy\.special)(?:\.|$)/.test(from) && !isHarmful(known));
        if (!harmless) object(`the name ${visibleText(`${from}.${what}`)}`);
      });
    }
    case "attribute": {
      const [target, name] = [part(0), part(1)];
      const owner = target[0] === k.GLOBAL ? judge.imports[target[1]] : undefined;
      if (target[0] === k.CALL && name[0] === k.TEXT && callable(judge, machine, k.CALL, target[1]))
        return judge.later(async (session) => {
          const { value } = await session.text(name[1]);
          if (value.startsWith("__") || !plainOwners.test(madeBy(judge, machine, target[1])))
            judge.say(pickleRules.walk, at, `It takes ${visibleText(value).slice(0, 100)} of an object.`);
        });
      if (owner === undefined || name[0] !== k.TEXT) {
        judge.say(
          pickleRules.walk,
          at,
          `${used.name} is given something that is no imported class and constant name.`,
        );
        return false;
      }
      return judge.later(async (session) => {
        const { value } = await session.text(name[1]);
        const cut = owner.name.lastIndexOf(".");
        const listed = capabilities.isExact(
          owner.name.slice(0, cut),
          `${owner.name.slice(cut + 1)}.${value}`,
        );
        const nestedClass =
          (owner.standing === "pure" || owner.standing === "instance") && /^[A-Z][A-Za-z0-9]*$/.test(value);
        if (listed) return;
        if (nestedClass)
          judge.say(pickleRules.unknownClass, at, `It takes ${visibleText(`${owner.name}.${value}`)}.`);
        else
          judge.say(
            pickleRules.walk,
            at,
            `It takes ${visibleText(`${owner.name}.${value}`).slice(0, 200)} by getattr.`,
          );
      });
    }
    case "named-attributes":
      return judge.later(async (session) => {
        for (let i = 0; i < count; i++) {
          const [kind, value] = part(i);
          const text = kind === k.TEXT ? (await session.text(value)).value : "__";
          if (text.includes("__"))
            judge.say(pickleRules.walk, at, `${used.name} is given ${visibleText(text).slice(0, 100)}.`);
        }
      });
    case "codec": {
      const [kind, value] = part(capability.argument);
      if (kind === k.ABSENT) return false;
      if (kind !== k.TEXT) return object("a codec that is not a constant");
      const checked = judge.codecs.get(value);
      if (checked === true) return false;
      return judge.later(async (session) => {
        const { value: codec } = await session.text(value);
        if (judge.codecs.size < 10_000) judge.codecs.set(value, true);
        if (!plainCodecs.has(codec.toLowerCase())) object(`the codec ${visibleText(codec).slice(0, 50)}`);
      });
    }
    case "pure":
    case "instance":
    case "template-state":
    case "exec":
    case "io":
    case "tamper":
      break;
  }
  return false;
}

function useAsClass(judge: ArgumentJudge, id: number, by: Import, at: number): void {
  const target = judge.imports[id];
  if (target === undefined) return;
  target.calls += 1;
  if (target.standing === "unknown" || target.standing === "main") target.asClass = true;
  else if (target.standing === "stdlib") target.asFunction = true;
  else if (target.standing === "check")
    if (!target.known?.items)
      judge.say(pickleRules.argument, at, `${by.name} is given ${target.name} for a class.`);
}

/** Whether something kept to be called later is known to be harmless. */
function callable(judge: ArgumentJudge, machine: PickleState, kind: number, value: number): boolean {
  if (kind === k.CALL) {
    const cell = machine.heap.cellOf(value, 0);
    const made = judge.imports[machine.heap.cellValues[cell] ?? 0];
    return (
      machine.heap.cellKinds[cell] === k.GLOBAL &&
      made !== undefined &&
      made.standing !== "bad" &&
      made.standing !== "stdlib"
    );
  }
  const target = kind === k.GLOBAL ? judge.imports[value] : undefined;
  if (target === undefined) return false;
  // Unknown names are told of at the end; bad ones were.
  return (
    target.standing === "pure" ||
    target.standing === "instance" ||
    target.standing === "unknown" ||
    target.standing === "bad"
  );
}

/** The name of what was called to make it. */
function madeBy(judge: ArgumentJudge, machine: PickleState, call: number): string {
  return judge.imports[machine.heap.cellValues[machine.heap.cellOf(call, 0)] ?? 0]?.name ?? "";
}

/** The text constant of `_codecs.encode(text, "latin1")`, which is how old protocols write bytes. */
function encodedText(judge: ArgumentJudge, machine: PickleState, call: number): number | undefined {
  const { heap } = machine;
  const [callee, args] = [heap.cellOf(call, 0), heap.cellOf(call, 1)];
  const made = judge.imports[heap.cellValues[callee] ?? 0];
  if (heap.cellKinds[callee] !== k.GLOBAL || made?.known?.capability.can !== "codec") return undefined;
  const text = heap.cellOf(heap.cellValues[args] ?? 0, 0);
  return heap.cellKinds[args] === k.TUPLE && heap.cellKinds[text] === k.TEXT
    ? heap.cellValues[text]
    : undefined;
}
