/**
 * Where an invisible character means something: it joins an emoji, shapes an Arabic or Indic word, picks the
 * form of an ideograph, breaks a line in Thai, sets the direction beside Hebrew. Everywhere else it hides
 * something or does nothing. Decided by the code points beside it.
 */
const pictographic = /\p{Extended_Pictographic}|\p{Emoji_Modifier}/u;
const emoji = /\p{Emoji}/u;
const cursive =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Nkoo}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Mymr}\p{scx=Khmr}\p{scx=Tibt}\p{scx=Bali}\p{scx=Java}\p{scx=Thaa}]/u;
const rightToLeft = /[\p{scx=Hebr}\p{scx=Arab}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}]/u;
const lineBreaking =
  /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u;
const ideograph = /\p{scx=Han}/u;
const jamo = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u;
const latinOrDigit = /[\p{Script=Latin}0-9]/u;

const ignorable = /\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb\u2800]/u;

/** Whether a character shows nothing; control characters count, but not ESC, which begins a sequence. */
export function isInvisible(char: string): boolean {
  return isControl(char.charCodeAt(0)) || ignorable.test(char);
}

function isControl(unit: number): boolean {
  if (unit < 32) return unit !== 27 && (unit < 9 || unit > 13);
  return unit >= 127 && unit < 160 && unit !== 0x85;
}

/**
 * Whether an invisible character has a meaning where it stands.
 *
 * @param before the character before it, past other invisible ones that are meant; empty at the start
 * @param after the character after it; empty at the end
 */
export function isMeant(code: number, before: string, after: string): boolean {
  switch (code) {
    case 0x200d:
      return (
        (pictographic.test(before) && pictographic.test(after)) ||
        (cursive.test(before) && !isInvisible(after))
      );
    case 0x200c:
      return cursive.test(before) && !isInvisible(after);
    case 0x200b:
      return lineBreaking.test(before);
    case 0x200e:
    case 0x200f:
    case 0x061c:
      return (
        rightToLeft.test(before) ||
        rightToLeft.test(after) ||
        !(latinOrDigit.test(before) || latinOrDigit.test(after))
      );
    case 0x202a:
    case 0x202b:
    case 0x202c:
    case 0x2066:
    case 0x2067:
    case 0x2068:
    case 0x2069:
      return rightToLeft.test(before) || rightToLeft.test(after);
    case 0xfeff:
      return before === "";
    case 0x115f:
    case 0x1160:
      return jamo.test(before) || jamo.test(after);
    case 0x180e:
      return /\p{scx=Mong}/u.test(before);
    case 0x2800:
      // A blank cell between other cells of braille is its space.
      return /[\u2801-\u28ff]/u.test(before) && /[\u2800-\u28ff]/u.test(after);
    default:
      if (code >= 0xfe00 && code <= 0xfe0f)
        return (
          emoji.test(before) ||
          (before !== "" && before.charCodeAt(0) > 127 && !/[\p{Script=Latin}\p{Cf}\s]/u.test(before))
        );
      if (code >= 0xe0100 && code <= 0xe01ef) return ideograph.test(before);
      if (code >= 0x180b && code <= 0x180f) return /\p{scx=Mong}/u.test(before);
      return false;
  }
}

const flag = /^[a-z]{2}[a-z0-9]{1,3}$/;

/**
 * Where the flag of a region of a country (England, Texas) ends that begins at the black flag at `at`:
 * U+1F3F4, three to five tag characters, U+E007F. `at` where there is none.
 */
export function flagEnd(text: string, at: number): number {
  let code = "";
  for (let i = at + 2; i < text.length && code.length <= 5; i += 2) {
    const point = text.codePointAt(i) ?? 0;
    if (point === 0xe007f) return flag.test(code) ? i + 2 : at;
    if (point < 0xe0020 || point > 0xe007e) return at;
    code += String.fromCharCode(point - 0xe0000);
  }
  return at;
}
