import {
  entryOf,
  FormatFault,
  wholeOf,
  wholesOf,
  type PickleSession,
  type PickleValue,
} from "../../../formats/index.ts";

/** An array that joblib wrote into the middle of a pickle. */
export interface JoblibArray {
  /** First raw byte, behind the padding. */
  readonly start: number;
  /** Behind the last raw byte. For Python objects, where their pickle starts. */
  readonly end: number;
  /** Its elements are a pickle that starts at `start`. */
  readonly objects: boolean;
  readonly what: string;
}

/**
 * Where the raw bytes of the array lie that a `NumpyArrayWrapper` announces with its state.
 *
 * Source: joblib/numpy_pickle.py, `NumpyArrayWrapper.read_array`.
 *
 * @throws FormatFault when its shape, dtype or padding cannot be worked out: nobody knows then where
 * the instructions go on
 */
export async function joblibArray(session: PickleSession, wrapper: number): Promise<JoblibArray> {
  const at = session.machine.position;
  const state = await session.part(wrapper, 2);
  const shape = wholesOf(entryOf(state, "shape"));
  const dtype = dtypeOf(entryOf(state, "dtype"));
  if (shape === undefined || dtype === undefined || shape.some((size) => size < 0))
    throw new FormatFault("unsupported", "an array of joblib whose shape or type cannot be worked out", at);
  const start = await behindPadding(
    session,
    wholeOf(entryOf(state, "numpy_array_alignment_bytes")),
    at,
    dtype.objects,
  );
  if (dtype.objects) return { start: at, end: at, objects: true, what: "array of objects" };
  const bytes = shape.reduce((product, size) => product * size, dtype.bytes);
  if (!Number.isSafeInteger(bytes) || start + bytes > session.source.size)
    throw new FormatFault("truncated", `an array of ${bytes} bytes is announced`, start);
  return {
    start,
    end: start + bytes,
    objects: false,
    what: `array ${dtype.name} [${shape.slice(0, 8).join(", ")}]`,
  };
}

/** A byte with a length and that many bytes 0xff, where the wrapper speaks of alignment. */
async function behindPadding(
  session: PickleSession,
  alignment: number | undefined,
  at: number,
  objects: boolean,
): Promise<number> {
  if (objects || alignment === undefined) return at;
  const padding = await session.source.read(at, 256);
  const length = padding[0] ?? 0;
  if (padding.length < 1 + length || padding.subarray(1, 1 + length).some((byte) => byte !== 0xff))
    throw new FormatFault("malformed", "the padding before an array is not what joblib writes", at);
  return at + 1 + length;
}

interface Dtype {
  readonly name: string;
  readonly bytes: number;
  readonly objects: boolean;
}

/** NumPy's dtype as it is pickled: `dtype("f8", False, True)` and a state with byte order and item size. */
export function dtypeOf(value: PickleValue | undefined): Dtype | undefined {
  if (value?.kind !== "call" || value.callee.kind !== "global") return undefined;
  const { module, name } = value.callee;
  const [first] = value.args.kind === "tuple" ? value.args.items : [];
  if (module.split(".")[0] !== "numpy" || !name.startsWith("dtype") || first?.kind !== "text")
    return undefined;
  const [, code, digits] = /^[<>|=]?([a-zA-Z?])([0-9]{0,9})/.exec(first.value) ?? [];
  if (code === undefined) return undefined;
  const state = value.state.kind === "tuple" ? value.state.items : [];
  const flags = wholeOf(state[7]) ?? 0;
  const written = wholeOf(state[5]) ?? -1;
  const objects = code === "O" || flags % 2 === 1;
  const size = Number(digits === "" ? "0" : digits) * (code === "U" ? 4 : 1);
  const flexible = code === "S" || code === "U" || code === "V" || code === "a";
  const bytes = code === "?" ? 1 : flexible && written >= 0 ? written : size;
  // Without a size the letters are C types, whose size depends on the machine.
  if (bytes === 0 && !objects && !flexible) return undefined;
  return { name: first.value, bytes, objects };
}
