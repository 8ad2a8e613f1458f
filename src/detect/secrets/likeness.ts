/** Shannon entropy of the characters, in bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

// Words by which writers of documentation say that a value is not one.
const saysSo =
  /example|placeholder|redacted|your|xxxx|\*\*\*|dummy|changeme|change_me|replace|insert|sample|fake|\.\.\.|deadbeef|notreal|not_real/iu;
// A value that people typed along a row of keys, or counted.
const counted = /0123456|1234567|abcdefg|qwerty|000000|111111|zzzzzz/iu;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;
// References to a value that stands elsewhere, and calls.
const refersElsewhere =
  /^(?:[<{[/]|\$[A-Za-z_({]|%\w+%|[*&@]\w+$)|\$\{|\{\{|env[.[(]|environ|getenv|secrets?\.|config\.|settings\.|process\.|vault|:\/\/|^arn:|\(|=>|->/iu;
const plainWord = /^[A-Za-z_]+$|^[A-Za-z_$]+(?:[./-][A-Za-z_$]+)+[,;]?$/u;

/** Whether a value says of itself that it is none: `YOUR_KEY`, `xxxx`, `AKIA…EXAMPLE`, one letter repeated. Linear. */
export function isPlaceholder(secret: string): boolean {
  return saysSo.test(secret) || counted.test(secret) || (secret.length >= 12 && distinct(secret) < 5);
}

/** Whether a value behind `password:` and the like is rather a word, a reference, an identifier or a piece of code. */
export function isNoSecret(value: string): boolean {
  return refersElsewhere.test(value) || plainWord.test(value) || uuid.test(value);
}

function distinct(text: string): number {
  const seen = new Set<string>();
  for (const letter of text) if (seen.add(letter).size >= 5) break;
  return seen.size;
}
