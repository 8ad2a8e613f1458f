import {
  pickleKinds as k,
  type DivergenceKind,
  type MutationWay,
  type PickleState,
  type PickleObserver,
  type PickleSession,
} from "../../../formats/index.ts";
import { visibleText } from "../../../formats/index.ts";
import type { ArtifactRule } from "../artifact-format.ts";
import { capabilities } from "./capabilities/index.ts";
import { checkArguments, type ArgumentJudge } from "./check-arguments.ts";
import type { JudgeHost } from "./judge-host.ts";
import { pickleRules } from "./rules.ts";
import { standingOf, startsWithCapital, type Import } from "./standing.ts";
import { templateIsKnown } from "./template-state.ts";

type Pending = (session: PickleSession) => Promise<number | undefined>;

const maxFindingsOfKind = 100;

/**
 * The policy over what a pickle does: which names it takes, what it calls them with, what it does to
 * the results. Reports through its host; what depends on the whole pickle with `finish`.
 */
export class PickleJudge implements PickleObserver, ArgumentJudge {
  readonly imports: Import[] = [];
  readonly host: JudgeHost;
  readonly #pending: Pending[] = [];
  readonly codecs = new Map<number, boolean>();
  readonly #said = new Map<string, number>();
  readonly #wantsPersistent: boolean;
  /** What `torch.load(weights_only=True)` would object to, beside names. */
  readonly objections = new Set<string>();
  buffers = 0;
  persistents = 0;

  constructor(host: JudgeHost) {
    this.host = host;
    this.#wantsPersistent = host.persistent !== undefined;
  }

  global(machine: PickleState, id: number): boolean {
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
      this.say(
        pickleRules.unresolvable,
        at,
        "Its module or name is not a constant text: it is worked out when the pickle is loaded.",
      );
      return false;
    }
    const shown = `${name.module}.${name.name}`;
    const known = capabilities.lookUp(name.module, name.name);
    const standing = standingOf(name.module, name.name, known, (rule, what) => this.say(rule, at, what));
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

  call(machine: PickleState, result: number, at: number): boolean {
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
      this.say(
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
    return this.use(machine, used, way, heap.cellKinds[args] ?? 0, heap.cellValues[args] ?? 0, at);
  }

  #isTakenFromClass(machine: PickleState, call: number): boolean {
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

  use(machine: PickleState, used: Import, way: number, argsKind: number, args: number, at: number): boolean {
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
        break;
    }
    return (
      used.known !== undefined &&
      checkArguments(this, machine, used, used.known.capability, argsKind, args, at)
    );
  }

  later(check: (session: PickleSession) => Promise<void>): boolean {
    this.#pending.push(async (session) => {
      await check(session);
      return undefined;
    });
    return true;
  }

  mutation(
    machine: PickleState,
    way: MutationWay,
    kind: number,
    target: number,
    _argumentKind: number,
    _argument: number,
    at: number,
  ): boolean {
    const method = { build: "state", append: "items", setitem: "items", add: "items" }[way];
    if (kind === k.GLOBAL) {
      this.say(
        pickleRules.mutation,
        at,
        `It gives ${method} to ${this.imports[target]?.name ?? "an imported name"}.`,
      );
      return false;
    }
    if (kind === k.PERSISTENT) {
      this.say(pickleRules.weightsOnlyBypass, at, `It gives ${method} to a storage of the loader.`);
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
      this.say(
        pickleRules.weightsOnlyBypass,
        at,
        `It gives items, as a list or dict has them, to what ${made.name} made.`,
      );
    return false;
  }

  #given(made: Import, kind: number, target: number, at: number): boolean {
    if (kind !== k.CALL) return false;
    if (made.name.endsWith("joblib.numpy_pickle.NumpyArrayWrapper") && this.host.array !== undefined) {
      const host = this.host;
      this.#pending.push((session) => host.array?.(session, target) ?? Promise.resolve(undefined));
      return true;
    }
    if (made.known?.capability.can !== "template-state") return false;
    return this.later(async (session) => {
      const state = await session.part(target, 2);
      if (!templateIsKnown(state))
        this.say(
          pickleRules.exec,
          at,
          `${made.name} is given a text to run that its library does not write.`,
        );
    });
  }

  persistent(_machine: PickleState, _kind: number, index: number): boolean {
    this.persistents += 1;
    if (!this.#wantsPersistent) return false;
    return this.later((session) => this.host.persistent?.(session, index) ?? Promise.resolve());
  }

  extension(code: number, at: number): void {
    this.say(
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
    this.say(rule, at, `At byte ${at}: ${description}.`);
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
          this.say(
            pickleRules.unknownClass,
            at,
            `It calls the constructor of ${name} with arguments; only its empty instances are known to be harmless. ${known?.reason ?? ""}`,
          );
      } else if (asFunction) this.say(pickleRules.unknownCall, at, `It calls ${name}, of ${of}.`);
      else if (asClass) this.say(pickleRules.unknownClass, at, `It makes objects of ${name}, of ${of}.`);
      else this.say(pickleRules.unknownName, at, `It imports ${name}, of ${of}.`);
    }
    const { heap, opcodes } = session.machine;
    if (heap.heaviest > 1e8 && heap.heaviest > 1000 * opcodes)
      this.say(
        pickleRules.expansion,
        session.start,
        `${opcodes} instructions make a value of ${heap.heaviest.toExponential(1)} parts, counted as a hash or a copy walks through it.`,
      );
  }

  say(rule: ArtifactRule, at: number, description: string): void {
    const said = (this.#said.get(rule.id) ?? 0) + 1;
    this.#said.set(rule.id, said);
    if (said <= maxFindingsOfKind) this.host.report(rule, { description, place: { bytes: [at, at + 1] } });
  }
}
