import type { PickleValue } from "../../../formats/index.ts";

/** The three parsers SciPy writes for a distribution, with the names of its shape parameters taken out. */
const known = [
  "def _parse_args(self, loc=0, scale=1):return (), loc, scale",
  "def _parse_args_rvs(self, loc=0, scale=1, size=None):return self._argcheck_rvs(loc, scale, size=size)",
  "def _parse_args_stats(self, loc=0, scale=1, moments='mv'):return (), loc, scale, moments",
  "def _parse_args(self, loc=0):return (), loc, 1",
  "def _parse_args_rvs(self, loc=0, size=None):return self._argcheck_rvs(loc, 1, size=size)",
  "def _parse_args_stats(self, loc=0, moments='mv'):return (), loc, 1, moments",
].map((line) => line.replaceAll(/[\s(),]/g, ""));

/**
 * Whether the text that a SciPy distribution runs when it gets its state is the one SciPy writes: the
 * three parsers, with shape parameters that are plain names.
 *
 * Source: scipy/stats/_distn_infrastructure.py, `parse_arg_template`.
 */
export function templateIsKnown(state: PickleValue): boolean {
  if (state.kind === "none") return true;
  if (state.kind === "tuple") return state.items.every((item) => templateIsKnown(item));
  if (state.kind !== "dict" || state.entries.length !== state.count) return false;
  for (const [key, value] of state.entries) {
    if (key.kind !== "text" || !key.whole) return false;
    if (key.value === "_parse_arg_template" && !isTemplate(value)) return false;
    if (
      key.value === "shapes" &&
      !(value.kind === "none" || (value.kind === "text" && /^[A-Za-z0-9_, ]*$/.test(value.value)))
    )
      return false;
  }
  return true;
}

function isTemplate(value: PickleValue): boolean {
  if (value.kind !== "text" || !value.whole || value.value.length > 2000) return false;
  const shapes = /def _parse_args\(self, ([A-Za-z0-9_, ]*?),? *loc=0/.exec(value.value)?.[1] ?? "";
  const names = new Set(shapes.split(",").map((name) => name.trim()));
  const definitions = value.value
    .split(/\n(?=def )/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
  return definitions.every((definition) => {
    const bare = definition.replaceAll(/[A-Za-z_][A-Za-z0-9_]*/g, (word) => (names.has(word) ? "" : word));
    return known.includes(bare.replaceAll(/[\s(),]/g, ""));
  });
}
