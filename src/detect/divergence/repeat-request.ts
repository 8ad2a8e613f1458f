const verb =
  /\b(?:repeat|keep (?:on )?(?:saying|writing|repeating|printing)|say|write|print|output|type|wiederhole|répète[rz]?|repite|repita|ripeti)\b/giu;
const what =
  /["'“”«»‘’`:]|\b(?:word|words|letter|token|phrase|sentence|string|character|text|wort|satz|mot|phrase|palabra|frase|parola|this|it)\b/iu;
const endless =
  /\b(?:forever|infinitely|indefinitely|endlessly|non-?stop|never stop|(?:without|don'?t|do not) (?:ever )?stop(?:ping)?|until (?:you|the) (?:run out|context|limit|maximum)|as (?:many times|long) as (?:you can|possible)|over and over|(?:[0-9]{3,9}|[0-9]{1,3}(?:,[0-9]{3}){1,3}|a (?:thousand|million|billion)|thousands of|millions of) times|für immer|unendlich|endlos|ohne aufzuhören|pour toujours|à l'infini|sans (?:arrêt|t'arrêter)|para siempre|infinitamente|sin parar|per sempre|all'infinito)(?![\p{L}])/iu;

const reach = 140;

/** Requests to repeat a word for ever: the first step to make a model recite what it was trained on. */
export function findRepeatRequests(text: string): { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  verb.lastIndex = 0;
  for (let match = verb.exec(text); match !== null; match = verb.exec(text)) {
    const start = match.index;
    if (start < (found.at(-1)?.end ?? 0)) continue;
    const behind = text.slice(start, start + reach).split("?", 1)[0] ?? "";
    const until = endless.exec(behind);
    if (until === null || !what.test(behind.slice(match[0].length, until.index))) continue;
    found.push({ start, end: start + until.index + until[0].length });
  }
  return found;
}
