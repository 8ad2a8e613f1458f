import type { Value } from "../contract/index.ts";
import { joinValues } from "./taints.ts";

/**
 * Names and what they stand for. A branch works on a scope of its own above the one it is in; where ways
 * meet again, what the branches assigned is joined. Paths such as `self.client` are names too.
 */
export class Scope {
  readonly #own = new Map<string, Value>();
  /** Names of the function that belong to a function around it, or to the module. */
  #outer: Set<string> | undefined;
  readonly parent: Scope | undefined;
  /** Names assigned here belong to the function, not to the branch. */
  readonly isBranch: boolean;

  constructor(parent?: Scope, isBranch = false) {
    this.parent = parent;
    this.isBranch = isBranch;
  }

  get(name: string): Value | undefined {
    const own = this.#own.get(name);
    return own === undefined ? this.parent?.get(name) : own;
  }

  set(name: string, value: Value): void {
    // When the function runs nobody knows: what was there before may be there still.
    if (this.#outer?.has(name) === true) this.parent?.set(name, joinValues(this.parent.get(name), value));
    else this.#own.set(name, value);
  }

  /** From here on these names are those of the scope around this function. */
  declareOuter(names: readonly string[]): void {
    if (this.isBranch) {
      this.parent?.declareOuter(names);
      return;
    }
    this.#outer ??= new Set();
    for (const name of names) this.#outer.add(name);
  }

  branch(): Scope {
    return new Scope(this, true);
  }

  /** Takes over what the branches came to. A branch that leaves the function or the loop is not among them. */
  join(branches: readonly Scope[], mayBeNone: boolean): void {
    const [only] = branches;
    if (branches.length === 1 && only !== undefined && !mayBeNone) {
      for (const [name, value] of only.#own) this.set(name, value);
      return;
    }
    const names = new Set(branches.flatMap((branch) => [...branch.#own.keys()]));
    for (const name of names) {
      const before = this.get(name);
      let value: Value | undefined = mayBeNone ? before : undefined;
      for (const branch of branches) {
        const there = branch.#own.get(name) ?? before;
        if (there !== undefined) value = joinValues(value, there);
      }
      if (value !== undefined) this.set(name, value);
    }
  }

  entries(): ReadonlyMap<string, Value> {
    return this.#own;
  }
}
