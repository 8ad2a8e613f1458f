/**
 * Does a name fit a pattern: `*` is anything without a dot, `**` anything. Greedy with one point to
 * go back to for each kind of star, so at worst the product of both lengths, which are short.
 */
export function fits(pattern: string, name: string): boolean {
  if (!pattern.includes("*")) return pattern === name;
  let reached = new Set([0]);
  for (let i = 0; i < pattern.length; i += 1) {
    const next = new Set<number>();
    if (pattern.charAt(i) === "*") {
      const any = pattern.charAt(i + 1) === "*";
      if (any) i += 1;
      for (const from of reached)
        for (let to = from; to <= name.length; to += 1) {
          next.add(to);
          if (!any && name.charAt(to) === ".") break;
        }
    } else for (const from of reached) if (name.charAt(from) === pattern.charAt(i)) next.add(from + 1);
    if (next.size === 0) return false;
    reached = next;
  }
  return reached.has(name.length);
}

/** The part behind the last dot: `create`. Names of packages may hold dots and slashes before it. */
export const lastOf = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

/** Things found by patterns, looked up by the last part of a name. */
export class PatternIndex<T> {
  readonly #byLast = new Map<string, { readonly pattern: string; readonly item: T }[]>();
  readonly #cache = new Map<string, readonly T[]>();

  add(pattern: string, item: T): void {
    const last = lastOf(pattern);
    const key = last.includes("*") ? "*" : last;
    const list = this.#byLast.get(key) ?? [];
    list.push({ pattern, item });
    this.#byLast.set(key, list);
  }

  find(name: string): readonly T[] {
    const known = this.#cache.get(name);
    if (known !== undefined) return known;
    const candidates = [...(this.#byLast.get(lastOf(name)) ?? []), ...(this.#byLast.get("*") ?? [])];
    const found = candidates.filter(({ pattern }) => fits(pattern, name)).map(({ item }) => item);
    if (this.#cache.size > 20_000) this.#cache.clear();
    if (name.length < 200) this.#cache.set(name, found);
    return found;
  }
}
