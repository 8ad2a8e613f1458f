/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 69 classes of tokenizers 0.23.3 that are made empty and given a state. */
export const tokenizersClasses: Readonly<Record<string, string>> = {
  tokenizers:
    "AddedToken Encoding NormalizedString OffsetReferential OffsetType PreTokenizedString Regex SplitDelimiterBehavior Token Tokenizer",
  "tokenizers.decoders":
    "BPEDecoder ByteFallback ByteLevel CTC DecodeStream Decoder Fuse Metaspace Replace Sequence Strip WordPiece",
  "tokenizers.implementations.base_tokenizer": "BaseTokenizer",
  "tokenizers.implementations.bert_wordpiece": "BertWordPieceTokenizer",
  "tokenizers.implementations.byte_level_bpe": "ByteLevelBPETokenizer",
  "tokenizers.implementations.char_level_bpe": "CharBPETokenizer",
  "tokenizers.implementations.sentencepiece_bpe": "SentencePieceBPETokenizer",
  "tokenizers.implementations.sentencepiece_unigram": "SentencePieceUnigramTokenizer",
  "tokenizers.models": "BPE Model Unigram WordLevel WordPiece",
  "tokenizers.normalizers":
    "BertNormalizer ByteLevel Lowercase NFC NFD NFKC NFKD Nmt Normalizer Precompiled Prepend Replace Sequence Strip StripAccents",
  "tokenizers.pre_tokenizers":
    "BertPreTokenizer ByteLevel CharDelimiterSplit Digits FixedLength Metaspace PreTokenizer Punctuation Sequence Split UnicodeScripts Whitespace WhitespaceSplit",
  "tokenizers.processors": "ByteLevel Sequence",
  "tokenizers.trainers":
    "BpeTrainer ParityBpeTrainer Trainer UnigramTrainer WordLevelTrainer WordPieceTrainer",
};
