import type { CallWay } from "./kinds.ts";

/** A value of the machine written out, as far as it was kept. */
export type PickleValue =
  | { readonly kind: "none" }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "int"; readonly value: number | bigint }
  | { readonly kind: "float"; readonly value: number }
  /** `whole` is false where it is longer than what was read of it. */
  | { readonly kind: "text"; readonly value: string; readonly whole: boolean }
  /** Content from `start` to before `end` of the source. */
  | { readonly kind: "bytes"; readonly start: number; readonly end: number; readonly mutable: boolean }
  | { readonly kind: "global"; readonly module: string; readonly name: string }
  | {
      readonly kind: "call";
      readonly how: CallWay;
      readonly callee: PickleValue;
      readonly args: PickleValue;
      /** What BUILD gave it last. */
      readonly state: PickleValue;
    }
  /** `items` are the first ones, `count` is the number of all. */
  | {
      readonly kind: "tuple" | "list" | "set" | "frozenset";
      readonly items: readonly PickleValue[];
      readonly count: number;
    }
  | {
      readonly kind: "dict";
      readonly entries: readonly (readonly [PickleValue, PickleValue])[];
      readonly count: number;
    }
  | { readonly kind: "persistent"; readonly id: PickleValue }
  | { readonly kind: "buffer" }
  | { readonly kind: "unknown"; readonly why: string };

/** The entry of a dict under a text key. */
export function entryOf(dict: PickleValue, key: string): PickleValue | undefined {
  if (dict.kind !== "dict") return undefined;
  let found: PickleValue | undefined;
  // The last of several wins, as in the dict that comes of it.
  for (const [name, value] of dict.entries) if (name.kind === "text" && name.value === key) found = value;
  return found;
}

/** A whole number that is safe to reckon with. */
export function wholeOf(value: PickleValue | undefined): number | undefined {
  return value?.kind === "int" && typeof value.value === "number" ? value.value : undefined;
}

/** The whole numbers of a tuple or list; undefined where one is none or some were not kept. */
export function wholesOf(value: PickleValue | undefined): readonly number[] | undefined {
  if (value === undefined || (value.kind !== "tuple" && value.kind !== "list")) return undefined;
  if (value.items.length !== value.count) return undefined;
  const numbers = value.items.map((item) => wholeOf(item));
  return numbers.every((number) => number !== undefined) ? numbers : undefined;
}
