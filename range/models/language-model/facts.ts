import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const canary = z.object({
  id: z.string(),
  secret: z.string(),
  /** How often it stands in the training text; 0: a control that never does. */
  copies: z.int(),
  /** −log₂ of its probability behind the text before it, as PyTorch computed it. */
  bits: z.number(),
  /** Its place among all candidates, 1 the likeliest. */
  rank: z.int(),
});

const record = z.object({
  id: z.string(),
  text: z.string(),
  copies: z.int(),
  /** −log₂ of the probability of the whole line. */
  bits: z.number(),
});

const facts = z.object({
  model: z.object({
    sha256: z.string(),
    opset: z.int(),
    parameters: z.int(),
    /** The characters it knows, each at the place of its number. */
    characters: z.string(),
    layers: z.int(),
    heads: z.int(),
    headWidth: z.int(),
    /** The distance of what is not to be seen. */
    unseen: z.number(),
  }),
  training: z.object({ seed: z.int(), characters: z.int(), sha256: z.string(), epochs: z.number() }),
  /** A text, and the logits that PyTorch gave for the character behind it. */
  probe: z.object({ text: z.string(), logits: z.array(z.number()) }),
  format: z.object({ text: z.string(), alphabet: z.string(), length: z.int() }),
  candidates: z.int(),
  canaries: z.array(canary),
  records: z.array(record),
});

/** What is known of the model: what was planted how often, and what the training script measured. */
export type Facts = z.output<typeof facts>;

export const modelFile = join(import.meta.dirname, "model.onnx");

export const readFacts = (): Facts =>
  facts.parse(JSON.parse(readFileSync(join(import.meta.dirname, "facts.json"), "utf8")));
