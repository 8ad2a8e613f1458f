import { plansOf, walkMessages, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";

const settings = Array.from({ length: 56 }, (_, i) => i + 1)
  .filter((number) => number !== 3 && number !== 4)
  .map((number) => `${number} setting${number} skip`)
  .join(", ");

/** @see https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto */
const plan = plansOf(`
ModelProto model: 1 pieces SentencePiece, 2 trainer TrainerSpec, 3 normalizer NormalizerSpec, 4 tests SelfTestData, 5 denormalizer NormalizerSpec
SentencePiece piece streamed: 1 piece text, 2 score float, 3 type int
TrainerSpec training: 3 modelType int, 4 vocabularySize int, ${settings}
NormalizerSpec normalizing: 1 name text, 2 characters skip, 3 prefix skip, 4 spaces skip, 5 escape skip, 6 rules skip
SelfTestData tests: 1 samples Sample
Sample sample streamed: 1 input text, 2 expected text
`)("ModelProto");

const kinds = ["", "unigram", "bpe", "word", "char"] as const;

/** A vocabulary of SentencePiece: pieces with scores, and the settings of its training. It has no place for code. */
export const format: ArtifactFormat = {
  id: "sentencepiece",
  title: "a SentencePiece vocabulary",
  about:
    "Pieces of words with their scores, as SentencePiece trains them (`tokenizer.model`, `spiece.model`).",
  extensions: [],
  rules: [],
  // A first piece: its length, a text, and a score of four bytes; then another piece.
  recognise: ({ head }) => {
    const [key, size = 0, text, length = 0] = head;
    const next = 2 + size;
    return key === 0x0a &&
      text === 0x0a &&
      size < 0x80 &&
      length + 7 <= size &&
      head[4 + length] === 0x15 &&
      head[next] === 0x0a &&
      head[next + 2] === 0x0a
      ? "likely"
      : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    let pieces = 0;
    const model = await walkMessages(source, 0, source.size, plan, {
      claim: (start, end, what) => examination.claim(start, end, what),
      message: (message) => {
        if (message.plan.name === "SentencePiece" && ++pieces % 65_536 === 0)
          examination.signal.throwIfAborted();
      },
    });
    examination.fact("pieces", pieces);
    const kind = kinds[model.message("trainer")?.int("modelType") ?? 0];
    if (kind !== undefined && kind !== "") examination.fact("kind", kind);
  },
};
