/** What a chunk shows signs of. A decoder looks at the chunks that have its hint. */
export const hints = {
  percent: 1,
  ampersand: 2,
  backslash: 4,
  /** A word no one writes: letters with digits or capitals inside, or very long. */
  dense: 8,
  /** Short words with digits, one after the other, or long ones of digits and separators. */
  numbers: 16,
  dots: 32,
  /** Letters that stand apart. */
  single: 64,
  leet: 128,
  /** Words that do not read as English, or read better backwards. */
  strange: 256,
  nato: 512,
  pig: 1024,
  quotes: 2048,
  braille: 4096,
  turned: 8192,
  /** Letters with signs between them. */
  cut: 16384,
  plus: 32768,
  angle: 65536,
} as const;
