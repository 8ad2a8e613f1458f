/**
 * Calls that code of a model has no need of. Looked for line by line, comments left out; what code does in detail is
 * for the review of code to say.
 */
const harmful =
  /(?<![\w.]|def )(?:exec|eval|__import__)\s?\(|(?<![\w.])os\.(?:system|popen|exec[lv]\w{0,3}|spawn\w{1,4})\s?\(|(?<!\w)subprocess\.(?:run|Popen|call|check_output|check_call|getoutput)\b|(?<!\w)(?:marshal|pickle|dill|cloudpickle)\.loads?\s?\(|(?<!\w)pty\.spawn\b|(?<!\w)socket\.(?:socket|create_connection)\s?\(|(?<!\w)urllib\.request\.urlopen\s?\(|(?<!\w)requests\.post\s?\(|(?<!\w)ctypes\.CDLL\s?\(|(?<!\w)runpy\.run_/;
const longestLine = 20_000;

/** The first line that does harm, as it stands there. */
export function harmfulLine(code: string): { readonly line: number; readonly text: string } | undefined {
  for (const [i, full] of code.split("\n").entries()) {
    const text = full.slice(0, longestLine).trim();
    if (text.startsWith("#")) continue;
    if (harmful.test(text)) return { line: i + 1, text: text.slice(0, 160) };
  }
  return undefined;
}
