import type { Capability, CapabilityGroup, Known, LibraryCapabilities } from "./capability.ts";
import { canonicalName } from "./names.ts";

/** Looks names up: exact ones first, then the longest module that is known as a whole. */
export class CapabilityTable {
  readonly #exact = new Map<string, Known>();
  readonly #modules = new Map<string, Known>();
  readonly #packages = new Map<string, Known>();

  /** Of two entries for one name the first stays: what is dangerous is given first. */
  constructor(libraries: readonly LibraryCapabilities[]) {
    for (const { groups } of libraries) for (const group of groups) this.#add(group);
  }

  #add({ capability, reason, source, names, items }: CapabilityGroup): void {
    const known: Known = { capability, reason, source, items: items === true };
    for (const [module, listed] of Object.entries(names))
      for (const name of listed.split(" ")) {
        if (name === "") continue;
        const map = name === "**" ? this.#packages : name === "*" ? this.#modules : this.#exact;
        const [address, inner] = canonicalName(module, name);
        const key = name === "*" || name === "**" ? address : `${address} ${inner}`;
        if (!map.has(key)) map.set(key, known);
      }
  }

  /** How many names, and how many whole modules. */
  get size(): { readonly names: number; readonly modules: number } {
    return { names: this.#exact.size, modules: this.#modules.size + this.#packages.size };
  }

  /** How many entries of each capability. */
  counts(): ReadonlyMap<Capability["can"], number> {
    const counts = new Map<Capability["can"], number>();
    for (const map of [this.#exact, this.#modules, this.#packages])
      for (const { capability } of map.values())
        counts.set(capability.can, (counts.get(capability.can) ?? 0) + 1);
    return counts;
  }

  /** Whether just this name is listed, and as harmless. */
  isExact(module: string, name: string): boolean {
    const [address, inner] = canonicalName(module, name);
    const can = this.#exact.get(`${address} ${inner}`)?.capability.can;
    return can === "pure" || can === "instance";
  }

  /** What is known of this name; a dotted name only where it is listed as such. */
  lookUp(module: string, name: string): Known | undefined {
    const [address, inner] = canonicalName(module, name);
    return this.#exact.get(`${address} ${inner}`) ?? this.#wholeModule(address);
  }

  #wholeModule(module: string): Known | undefined {
    const own = this.#modules.get(module);
    if (own !== undefined) return own;
    for (let end = module.length; end > 0; end = module.lastIndexOf(".", end - 1)) {
      const known = this.#packages.get(module.slice(0, end));
      if (known !== undefined) return known;
    }
    return undefined;
  }
}
