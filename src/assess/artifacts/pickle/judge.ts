import {
  pickleKinds as k,
  type DivergenceKind,
  type MutationWay,
  type PickleMachine,
  type PickleObserver,
  type PickleSession,
} from "../../../formats/index.ts";
import { visibleText } from "../../../formats/index.ts";
import type { ArtifactRule, Detail } from "../artifact-format.ts";
import { capabilities } from "./capabilities/index.ts";
import type { Capability, Known } from "./capabilities/capability.ts";
import { isStdlib } from "./capabilities/names.ts";
import { pickleRules } from "./rules.ts";
import { templateIsKnown } from "./template-state.ts";

/** What was made of a name. `check`: its arguments decide. `bad`: reported already. */
type Standing = "pure" | "instance" | "check" | "bad" | "unknown" | "stdlib" | "main";

interface Import {
  readonly name: string;
  readonly at: number;
  readonly standing: Standing;
  readonly known: Known | undefined;
  calls: number;
  /** Used as one uses a class: made empty, or called under a name with a capital. */
  asClass: boolean;
  asFunction: boolean;
}

/** What the judge leaves to whoever examines the file around the pickle. */
export interface JudgeHost {
  report(rule: ArtifactRule, detail: Detail): void;
  /** Constant bytes that are unpickled in turn. */
  nested(session: PickleSession, start: number, end: number, as: string | undefined): Promise<void>;
  /** The same, where the bytes are written as text. */
  nestedText(session: PickleSession, at: number, as: string | undefined): Promise<void>;
  /** An array whose bytes follow in the stream: where the next instruction is. */
  array?(session: PickleSession, wrapper: number): Promise<number>;
  persistent?(session: PickleSession, index: number): Promise<void>;
}

type Pending = (session: PickleSession) => Promise<number | undefined>;

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
const maxFindingsOfKind = 100;

/**
 * The policy over what a pickle does: which names it takes, what it calls them with, what it does to
 * the results. Reports through its host; what depends on the whole pickle with `finish`.
 */
export class PickleJudge implements PickleObserver {
  readonly imports: Import[] = [];
  readonly #host: JudgeHost;
  readonly #pending: Pending[] = [];
  readonly #codecs = new Map<number, boolean>();
  readonly #said = new Map<string, number>();
  readonly #wantsPersistent: boolean;
  /** What `torch.load(weights_only=True)` would object to, beside names. */
  readonly objections = new Set<string>();
  buffers = 0;
  persistents = 0;

  constructor(host: JudgeHost) {
    this.#host = host;
    this.#wantsPersistent = host.persistent !== undefined;
  }

  global(machine: PickleMachine, id: number): boolean {
    const { name, at } = machine.globals.list[id] ?? { name: undefined, at: 0 };
    if (name === undefined) {
      this.imports[id] = {
        name: "?",
        at,
        standing: "bad",
        known: undefined,
        calls: 0,
        asClass: false,
        asFunction: false,
      };
      this.#say(
        pickleRules.unresolvable,
        at,
        "Its module or name is not a constant text: it is worked out when the pickle is loaded.",
      );
      return false;
    }
    const shown = `${name.module}.${name.name}`;
    const known = capabilities.lookUp(name.module, name.name);
    const standing = this.#standingOf(name.module, name.name, known, at);
    this.imports[id] = {
      name: visibleText(shown).slice(0, 200),
      at,
      standing,
      known,
      calls: 0,
      asClass: false,
      asFunction: false,
    };
    return false;
  }

  #standingOf(module: string, name: string, known: Known | undefined, at: number): Standing {
    const shown = visibleText(`${module}.${name}`).slice(0, 200);
    const dotted = name.includes(".");
    const parts = name.split(".").slice(0, 50);
    if (known !== undefined && !dotted) return this.#standingOfKnown(known, shown, at);
    if (known !== undefined && (known.capability.can === "pure" || known.capability.can === "instance"))
      if (capabilities.isExact(module, name)) return "pure";
    if (dotted || (module.includes("__") && module !== "__main__" && !isStdlib(module))) {
      const reached = suffixes(module, parts).find(([inner, last]) =>
        isHarmful(capabilities.lookUp(inner, last)),
      );
      const nestedClass =
        !isStdlib(module) && known === undefined && dotted && parts.every((part) => startsWithCapital(part));
      if (nestedClass && reached === undefined) return "unknown";
      if (known !== undefined && isHarmful(known)) return this.#standingOfKnown(known, shown, at);
      const where = reached === undefined ? "" : `, which reaches ${visibleText(reached.join("."))}`;
      this.#say(pickleRules.walk, at, `It takes ${shown}${where}.`);
      return "bad";
    }
    if (module === "__main__") return "main";
    if (name.startsWith("__") && name.endsWith("__")) {
      this.#say(pickleRules.walk, at, `It takes ${shown}, which belongs to the machinery of Python.`);
      return "bad";
    }
    return isStdlib(module) ? "stdlib" : "unknown";
  }

  #standingOfKnown({ capability, reason }: Known, shown: string, at: number): Standing {
    switch (capability.can) {
      case "exec":
        this.#say(pickleRules.exec, at, `It names ${shown}. ${reason}`);
        return "bad";
      case "io":
        this.#say(pickleRules.io, at, `It names ${shown}. ${reason}`);
        return "bad";
      case "tamper":
        this.#say(pickleRules.tamper, at, `It names ${shown}. ${reason}`);
        return "bad";
      case "pure":
        return "pure";
      case "instance":
      case "template-state":
        return "instance";
      default:
        return "check";
    }
  }

  call(machine: PickleMachine, result: number, at: number): boolean {
    const { heap } = machine;
    const callee = heap.cellOf(result, 0);
    const args = heap.cellOf(result, 1);
    let calleeKind = heap.cellKinds[callee] ?? 0;
    let target = heap.cellValues[callee] ?? 0;
    if (calleeKind === k.PERSISTENT) {
      // Old streams of PyTorch hand classes over in persistent ids: ("module", class, file, source).
      const id = heap.cellOf(target, 0);
      const held = heap.cellKinds[id] === k.TUPLE ? heap.cellOf(heap.cellValues[id] ?? 0, 1) : -1;
      calleeKind = heap.cellKinds[held] ?? k.PERSISTENT;
      target = heap.cellValues[held] ?? 0;
    }
    // A method of a listed class taken by getattr was judged when it was taken.
    if (calleeKind === k.CALL && this.#isTakenFromClass(machine, target)) return false;
    if (calleeKind !== k.GLOBAL) {
      this.#say(
        pickleRules.computed,
        at,
        "What is called is itself the result of something, not an imported name.",
      );
      return false;
    }
    const used = this.imports[target];
    if (used === undefined) return false;
    used.calls += 1;
    if (used.standing === "pure") return false;
    const way = heap.counts[result] ?? 0;
    return this.#use(machine, used, way, heap.cellKinds[args] ?? 0, heap.cellValues[args] ?? 0, at);
  }

  #isTakenFromClass(machine: PickleMachine, call: number): boolean {
    const { heap } = machine;
    const [callee, args] = [heap.cellOf(call, 0), heap.cellOf(call, 1)];
    const by = this.imports[heap.cellValues[callee] ?? 0];
    const target = heap.cellOf(heap.cellValues[args] ?? 0, 0);
    return (
      heap.cellKinds[callee] === k.GLOBAL &&
      by?.known?.capability.can === "attribute" &&
      heap.cellKinds[args] === k.TUPLE &&
      heap.cellKinds[target] === k.GLOBAL
    );
  }

  #use(
    machine: PickleMachine,
    used: Import,
    way: number,
    argsKind: number,
    args: number,
    at: number,
  ): boolean {
    const { heap } = machine;
    const asNew = way === k.NEWOBJ || way === k.NEWOBJ_EX;
    switch (used.standing) {
      case "pure":
      case "bad":
        return false;
      case "instance":
        if (!asNew && !(argsKind === k.TUPLE && heap.counts[args] === 0)) used.asClass = true;
        return false;
      case "unknown":
      case "main": {
        const last = used.name.slice(used.name.lastIndexOf(".") + 1);
        if (asNew || (startsWithCapital(last) && used.standing === "unknown")) used.asClass = true;
        else used.asFunction = true;
        return false;
      }
      case "stdlib":
        used.asFunction = true;
        return false;
      case "check":
        return (
          used.known !== undefined && this.#check(machine, used, used.known.capability, argsKind, args, at)
        );
    }
  }

  #check(
    machine: PickleMachine,
    used: Import,
    capability: Capability,
    argsKind: number,
    args: number,
    at: number,
  ): boolean {
    const { heap } = machine;
    const object = (what: string): boolean => {
      this.#say(pickleRules.argument, at, `${used.name} is given ${what}.`);
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
          if (kind === k.GLOBAL) this.#useAsClass(value, used, at);
          else if (i === capability.argument) return object("something that is no imported class");
        }
        return false;
      case "calls": {
        const [kind, value] = part(capability.argument);
        if (capability.optional === true && (kind === k.NONE || kind === k.ABSENT)) return false;
        if (capability.args !== undefined && kind === k.GLOBAL) {
          const [innerKind, inner] = part(capability.args);
          const target = this.imports[value];
          for (let i = 0; i < Math.min(count, 4); i++) {
            const [otherKind, other] = part(i);
            if (i !== capability.argument && otherKind === k.GLOBAL) this.#useAsClass(other, used, at);
          }
          if (target !== undefined) return this.#use(machine, target, k.REDUCE, innerKind, inner, at);
        }
        return this.#callable(machine, kind, value)
          ? false
          : object("a function that is not known to be harmless");
      }
      case "nested": {
        const [kind, value] = part(capability.argument);
        if (kind === k.BYTES || kind === k.BYTEARRAY) {
          this.#pending.push(async (session) => {
            const [start, end] = await session.extent(value);
            await this.#host.nested(session, start, end, capability.as);
            return undefined;
          });
          return true;
        }
        const text = kind === k.CALL ? this.#encodedText(machine, value) : undefined;
        if (text === undefined) return object("bytes that are not a constant");
        this.#pending.push(async (session) => {
          await this.#host.nestedText(session, text, capability.as);
          return undefined;
        });
        return true;
      }
      case "import": {
        const [module, name] = [part(capability.module), part(capability.name)];
        if (module[0] !== k.TEXT || name[0] !== k.TEXT) return object("a name that is not a constant");
        return this.#later(async (session) => {
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
        const owner = target[0] === k.GLOBAL ? this.imports[target[1]] : undefined;
        if (target[0] === k.CALL && name[0] === k.TEXT && this.#callable(machine, k.CALL, target[1]))
          return this.#later(async (session) => {
            const { value } = await session.text(name[1]);
            if (value.startsWith("__"))
              this.#say(pickleRules.walk, at, `It takes ${visibleText(value).slice(0, 100)} of an object.`);
          });
        if (owner === undefined || name[0] !== k.TEXT) {
          this.#say(
            pickleRules.walk,
            at,
            `${used.name} is given something that is no imported class and constant name.`,
          );
          return false;
        }
        return this.#later(async (session) => {
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
            this.#say(pickleRules.unknownClass, at, `It takes ${visibleText(`${owner.name}.${value}`)}.`);
          else
            this.#say(
              pickleRules.walk,
              at,
              `It takes ${visibleText(`${owner.name}.${value}`).slice(0, 200)} by getattr.`,
            );
        });
      }
      case "named-attributes":
        return this.#later(async (session) => {
          for (let i = 0; i < count; i++) {
            const [kind, value] = part(i);
            const text = kind === k.TEXT ? (await session.text(value)).value : "__";
            if (text.includes("__"))
              this.#say(pickleRules.walk, at, `${used.name} is given ${visibleText(text).slice(0, 100)}.`);
          }
        });
      case "codec": {
        const [kind, value] = part(capability.argument);
        if (kind === k.ABSENT) return false;
        if (kind !== k.TEXT) return object("a codec that is not a constant");
        const checked = this.#codecs.get(value);
        if (checked === true) return false;
        return this.#later(async (session) => {
          const { value: codec } = await session.text(value);
          if (this.#codecs.size < 10_000) this.#codecs.set(value, true);
          if (!plainCodecs.has(codec.toLowerCase())) object(`the codec ${visibleText(codec).slice(0, 50)}`);
        });
      }
      default:
        return false;
    }
  }

  #later(check: (session: PickleSession) => Promise<void>): boolean {
    this.#pending.push(async (session) => {
      await check(session);
      return undefined;
    });
    return true;
  }

  #useAsClass(id: number, by: Import, at: number): void {
    const target = this.imports[id];
    if (target === undefined) return;
    target.calls += 1;
    if (target.standing === "unknown" || target.standing === "main") target.asClass = true;
    else if (target.standing === "stdlib") target.asFunction = true;
    else if (target.standing === "check")
      if (!target.known?.items)
        this.#say(pickleRules.argument, at, `${by.name} is given ${target.name} for a class.`);
  }

  /** Whether something kept to be called later is known to be harmless. */
  #callable(machine: PickleMachine, kind: number, value: number): boolean {
    if (kind === k.CALL) {
      const cell = machine.heap.cellOf(value, 0);
      const made = this.imports[machine.heap.cellValues[cell] ?? 0];
      return (
        machine.heap.cellKinds[cell] === k.GLOBAL &&
        made !== undefined &&
        made.standing !== "bad" &&
        made.standing !== "stdlib"
      );
    }
    const target = kind === k.GLOBAL ? this.imports[value] : undefined;
    if (target === undefined) return false;
    // Unknown names are told of at the end; bad ones were.
    return (
      target.standing === "pure" ||
      target.standing === "instance" ||
      target.standing === "unknown" ||
      target.standing === "bad"
    );
  }

  /** The text constant of `_codecs.encode(text, "latin1")`, which is how old protocols write bytes. */
  #encodedText(machine: PickleMachine, call: number): number | undefined {
    const { heap } = machine;
    const [callee, args] = [heap.cellOf(call, 0), heap.cellOf(call, 1)];
    const made = this.imports[heap.cellValues[callee] ?? 0];
    if (heap.cellKinds[callee] !== k.GLOBAL || made?.known?.capability.can !== "codec") return undefined;
    const text = heap.cellOf(heap.cellValues[args] ?? 0, 0);
    return heap.cellKinds[args] === k.TUPLE && heap.cellKinds[text] === k.TEXT
      ? heap.cellValues[text]
      : undefined;
  }

  mutation(
    machine: PickleMachine,
    way: MutationWay,
    kind: number,
    target: number,
    _argumentKind: number,
    _argument: number,
    at: number,
  ): boolean {
    const method = { build: "state", append: "items", setitem: "items", add: "items" }[way];
    if (kind === k.GLOBAL) {
      this.#say(
        pickleRules.mutation,
        at,
        `It gives ${method} to ${this.imports[target]?.name ?? "an imported name"}.`,
      );
      return false;
    }
    if (kind === k.PERSISTENT) {
      this.#say(pickleRules.weightsOnlyBypass, at, `It gives ${method} to a storage of the loader.`);
      return false;
    }
    if (kind !== k.CALL && kind !== k.SUMMARY) return false;
    const { heap } = machine;
    const callee = kind === k.CALL ? heap.cellOf(target, 0) : -1;
    const id =
      kind === k.SUMMARY
        ? Math.floor(target / 32) - 1
        : heap.cellKinds[callee] === k.GLOBAL
          ? (heap.cellValues[callee] ?? 0)
          : -1;
    const made = this.imports[id];
    if (made === undefined) return false;
    if (way === "build") return this.#given(made, kind, target, at);
    const can = made.known?.capability.can;
    const copied = made.name.startsWith("copyreg.") || made.name.startsWith("copy_reg.");
    const tensor =
      !copied && (can === "rebuild" || can === "calls" || can === "pure") && made.known?.items !== true;
    if (tensor)
      this.#say(
        pickleRules.weightsOnlyBypass,
        at,
        `It gives items, as a list or dict has them, to what ${made.name} made.`,
      );
    return false;
  }

  #given(made: Import, kind: number, target: number, at: number): boolean {
    if (kind !== k.CALL) return false;
    if (made.name.endsWith("joblib.numpy_pickle.NumpyArrayWrapper") && this.#host.array !== undefined) {
      const { array } = this.#host;
      this.#pending.push((session) => array(session, target));
      return true;
    }
    if (made.known?.capability.can !== "template-state") return false;
    return this.#later(async (session) => {
      const state = await session.part(target, 2);
      if (!templateIsKnown(state))
        this.#say(
          pickleRules.exec,
          at,
          `${made.name} is given a text to run that its library does not write.`,
        );
    });
  }

  persistent(_machine: PickleMachine, _kind: number, index: number): boolean {
    this.persistents += 1;
    const { persistent } = this.#host;
    if (!this.#wantsPersistent || persistent === undefined) return false;
    return this.#later((session) => persistent(session, index));
  }

  extension(code: number, at: number): void {
    this.#say(
      pickleRules.extension,
      at,
      `Code ${code}: which name it stands for depends on where it is loaded.`,
    );
  }

  buffer(): void {
    this.buffers += 1;
  }

  divergence(kind: DivergenceKind, description: string, at: number): void {
    const rule =
      kind === "memo-index"
        ? pickleRules.expansion
        : kind === "memo-forgotten"
          ? pickleRules.unaccounted
          : pickleRules.divergence;
    this.#say(rule, at, `At byte ${at}: ${description}.`);
  }

  async settle(session: PickleSession): Promise<number | undefined> {
    let next: number | undefined;
    for (const pending of this.#pending.splice(0)) next = (await pending(session)) ?? next;
    return next;
  }

  /** Reports what can be said of the whole pickle only. */
  finish(session: PickleSession): void {
    for (const { name, at, standing, known, asClass, asFunction } of this.imports) {
      if (standing === "pure" || standing === "bad" || standing === "check") continue;
      const of =
        standing === "stdlib"
          ? "the standard library"
          : standing === "main"
            ? "the program that loads it"
            : "a package that is not known here";
      if (standing === "instance") {
        if (asClass)
          this.#say(
            pickleRules.unknownClass,
            at,
            `It calls the constructor of ${name} with arguments; only its empty instances are known to be harmless. ${known?.reason ?? ""}`,
          );
      } else if (asFunction) this.#say(pickleRules.unknownCall, at, `It calls ${name}, of ${of}.`);
      else if (asClass) this.#say(pickleRules.unknownClass, at, `It makes objects of ${name}, of ${of}.`);
      else this.#say(pickleRules.unknownName, at, `It imports ${name}, of ${of}.`);
    }
    const { heap, opcodes } = session.machine;
    if (heap.heaviest > 1e8 && heap.heaviest > 1000 * opcodes)
      this.#say(
        pickleRules.expansion,
        session.start,
        `${opcodes} instructions make a value of ${heap.heaviest.toExponential(1)} parts, counted as a hash or a copy walks through it.`,
      );
  }

  #say(rule: ArtifactRule, at: number, description: string): void {
    const said = (this.#said.get(rule.id) ?? 0) + 1;
    this.#said.set(rule.id, said);
    if (said <= maxFindingsOfKind) this.#host.report(rule, { description, place: { bytes: [at, at + 1] } });
  }
}

function startsWithCapital(name: string): boolean {
  const first = name.replace(/^_/, "")[0] ?? "";
  return first >= "A" && first <= "Z" && name !== name.toUpperCase();
}

function isHarmful(known: Known | undefined): boolean {
  const can = known?.capability.can;
  return can === "exec" || can === "io" || can === "tamper";
}

/** `pathlib`, `os.system` reaches `os.system`: every tail of a walk, read as a module and a name. */
function suffixes(module: string, parts: readonly string[]): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [[module, parts[0] ?? ""]];
  for (let i = 1; i < parts.length; i++)
    found.push([parts.slice(0, i).join("."), parts[i] ?? ""], [parts[i - 1] ?? "", parts[i] ?? ""]);
  return found;
}
