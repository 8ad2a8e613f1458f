import { FormatFault } from "../fault/format-fault.ts";

/** A name the pickle asks to be imported. */
export interface PickleGlobal {
  readonly id: number;
  /** Undefined where nobody can say: then it is never harmless. */
  readonly name: { readonly module: string; readonly name: string } | undefined;
  /** Which protocol was in force: below 3 old names are mapped, from 4 on dots walk attributes. */
  readonly protocol: number;
  /** Place of the first instruction that named it. */
  readonly at: number;
}

const maxGlobals = 100_000;

/** The globals of one pickle, each name and protocol once. */
export class GlobalTable {
  readonly list: PickleGlobal[] = [];
  readonly #ids = new Map<string, number>();

  /** @throws FormatFault `too-large` for more different names than any program writes. */
  idOf(module: string, name: string, protocol: number, at: number): number {
    const key = `${protocol} ${module}\n${name}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#add({ module, name }, protocol, at);
    this.#ids.set(key, id);
    return id;
  }

  unresolvable(protocol: number, at: number): number {
    return this.#add(undefined, protocol, at);
  }

  #add(name: PickleGlobal["name"], protocol: number, at: number): number {
    const id = this.list.length;
    if (id >= maxGlobals) throw new FormatFault("too-large", `more than ${maxGlobals} names to import`, at);
    this.list.push({ id, name, protocol, at });
    return id;
  }
}
