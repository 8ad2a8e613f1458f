import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { injectionErrors } from "../errors.ts";
import { cueBits, wordBits } from "../features/tables.ts";

/** Who handed the text to the model. */
export const modelRoles = ["user", "document", "tool"] as const;
export type ModelRole = (typeof modelRoles)[number];

/** Commands of the user and commands hidden in data are different questions, with weights of their own. */
export type HeadName = "direct" | "indirect";
export const headOf = (role: ModelRole): HeadName => (role === "user" ? "direct" : "indirect");

const finite = z.number().finite();
const headSchema = z.strictObject({
  bias: finite,
  /** See `Gain`. */
  gain: z.strictObject({
    wordFloor: finite.positive(),
    cueFloor: finite.positive(),
    wordCap: finite.positive(),
    cueCap: finite.positive(),
  }),
  /** What one step of a weight stands for. */
  wordScale: finite.positive(),
  cueScale: finite.positive(),
  /** Probability = σ(slope · score + offset), after Platt. */
  calibration: z.strictObject({ slope: finite.positive(), offset: finite }),
  /** Taken off the score for every doubling of the number of pieces: the best of many is high by chance. */
  lengthPenalty: finite.nonnegative(),
});
const threshold = finite.positive().max(1);
export const modelSchema = z.strictObject({
  schemaVersion: z.literal("bartizan.injection-model/v1"),
  wordBits: z.literal(wordBits),
  cueBits: z.literal(cueBits),
  heads: z.strictObject({ direct: headSchema, indirect: headSchema }),
  /** Probabilities from which a text is a signal. */
  thresholds: z.strictObject({ user: threshold, document: threshold, tool: threshold }),
  trained: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ModelDescription = z.output<typeof modelSchema>;
export type HeadDescription = z.output<typeof headSchema>;

export interface Head extends HeadDescription {
  readonly words: Int8Array;
  readonly cues: Int8Array;
}

export interface InjectionModel {
  readonly description: ModelDescription;
  readonly heads: Readonly<Record<HeadName, Head>>;
}

const wordBytes = 1 << wordBits;
const cueBytes = 1 << cueBits;
export const weightBytes = 2 * (wordBytes + cueBytes);

/**
 * Reads `model.json` and `weights.bin` (signed bytes: words then cues of the direct head, then of the
 * indirect one).
 *
 * @throws BartizanError INJECTION_BAD_MODEL
 */
export function readModel(folder: string): InjectionModel {
  let text: string;
  let bytes: Buffer;
  try {
    text = readFileSync(join(folder, "model.json"), "utf8");
    bytes = readFileSync(join(folder, "weights.bin"));
  } catch (cause) {
    throw injectionErrors.badModel("model.json or weights.bin cannot be read.", { file: folder }, { cause });
  }
  return toModel(parsed(text, folder), bytes, folder);
}

function parsed(text: string, folder: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw injectionErrors.badModel(
      "model.json is not JSON.",
      { file: join(folder, "model.json") },
      { cause },
    );
  }
}

export function toModel(description: unknown, bytes: Uint8Array, folder = "model"): InjectionModel {
  const shape = modelSchema.safeParse(description);
  if (!shape.success)
    throw injectionErrors.badModel(z.prettifyError(shape.error), { file: join(folder, "model.json") });
  if (bytes.length !== weightBytes)
    throw injectionErrors.badModel(`weights.bin has ${bytes.length} bytes, not ${weightBytes}.`, {
      file: join(folder, "weights.bin"),
    });
  const signed = Int8Array.from(bytes, (byte) => (byte << 24) >> 24);
  const head = (name: HeadName, from: number): Head => ({
    ...shape.data.heads[name],
    words: signed.subarray(from, from + wordBytes),
    cues: signed.subarray(from + wordBytes, from + wordBytes + cueBytes),
  });
  return {
    description: shape.data,
    heads: { direct: head("direct", 0), indirect: head("indirect", wordBytes + cueBytes) },
  };
}
