/** Text that a model would take as words said to it, as opposed to markers of turns. */
export function proseIn(text: string): string {
  return text
    .replaceAll(/<[|｜]?[^<>\n]{0,60}[|｜]?>|\[\/?[A-Z_]{1,30}\]|<<\/?[A-Z]{1,10}>>/g, " ")
    .replaceAll(/[\s\p{P}\p{S}\p{N}]+/gu, " ")
    .trim();
}

/** Two words and twelve letters: less says nothing. Writing without spaces counts by its letters. */
export function isProse(text: string): boolean {
  const prose = proseIn(text);
  return (
    (prose.length >= 12 && prose.includes(" ")) || /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{6}/u.test(prose)
  );
}

const address = /\b(?:https?|ftp|wss?|data|javascript):(?:\/\/)?[^\s"'<>]{3}/i;
const bait = /!\[[^\]\n]{0,80}\]\(|<(?:img|script|iframe|object|embed|link)\b/i;

export function hasAddress(text: string): boolean {
  return address.test(text);
}

/** Something that is fetched or run as soon as the answer is shown. */
export function hasBait(text: string): boolean {
  return bait.test(text);
}

/**
 * What nobody tells a model in good faith, in groups of words that must come in this order within a sentence.
 * Words of one group are alternatives.
 */
const orders: readonly { readonly what: string; readonly words: readonly RegExp[] }[] = [
  {
    what: "to set earlier instructions aside",
    words: [
      /\b(?:ignore|disregard|forget|override|bypass)\b/i,
      /\b(?:previous|prior|above|earlier|all|any|your|safety|system|these)\b/i,
      /\b(?:instructions?|prompts?|rules?|guidelines?|polic(?:y|ies)|restrictions?|filters?)\b/i,
    ],
  },
  {
    what: "to keep something from the user",
    words: [
      /\b(?:never|not|don't|without|avoid)\b/i,
      /\b(?:tell|telling|mention|mentioning|reveal|revealing|disclose|disclosing|inform|informing|alert|alerting|notify|notifying)\b/i,
      /\b(?:users?|anyone|anybody|them|this|these|it|instructions?)\b/i,
    ],
  },
  {
    what: "to act in secret",
    words: [
      /\b(?:secretly|covertly|silently|stealthily|quietly|surreptitiously|subtly)\b/i,
      /\b(?:include|insert|add|append|send|recommend|replace|promote|introduce|inject|leak|collect|exfiltrate|forward|embed|favou?r|steer|change|modify|weaken)\b/i,
    ],
  },
  {
    what: "to send data away",
    words: [
      /\b(?:send|post|upload|forward|exfiltrate|transmit|leak|report)\b/i,
      /\b(?:conversation|messages?|password|passwords|secrets?|credentials?|keys?|tokens?|data|history|prompt|contents?|answers?)\b/i,
      /\b(?:to|at|via)\b/i,
      /https?:|\b[\w-]{1,60}\.(?:example|com|net|org|io|xyz|ru|cn)\b/i,
    ],
  },
  {
    what: "to lead the user to an address",
    words: [
      /\b(?:always|must|should|include|tell|direct|recommend|append|add|end)\b/i,
      /\b(?:link|url|visit|click|download|install|site|website|page|script|package|image)\b/i,
      /https?:|\b[\w-]{1,60}\.example\b/i,
    ],
  },
  {
    what: "to weaken what it writes",
    words: [
      /\b(?:insert|include|introduce|add|write|leave)\b/i,
      /\b(?:backdoors?|vulnerabilit(?:y|ies)|malicious|malware|exploitable|insecure)\b/i,
    ],
  },
  {
    what: "to answer wrongly",
    words: [
      /\b(?:give|provide|answer|respond|return|produce|generate|output)\b/i,
      /\b(?:incorrect|wrong|false|inaccurate|misleading|fabricated)\b/i,
      /\b(?:answers?|information|facts?|responses?|results?|output|data)\b/i,
    ],
  },
  {
    what: "to drop its limits",
    words: [
      /\byou (?:are|have|will)\b/i,
      /\b(?:no|without|unrestricted|any)\b/i,
      /\b(?:restrictions?|limits?|limitations?|filters?|rules|ethics|morals|safety|DAN)\b/i,
    ],
  },
];

const longestSentence = 400;

export interface SinisterOrder {
  readonly what: string;
  /** Careful makers write it too, of their own instructions. */
  readonly doubtful: boolean;
}

/** "Never write malware" is the opposite of an order to write it. */
const negation = /\b(?:not|never|n't|don't|doesn't|avoid|refuse|refrain|cannot|can't|won't|without)\b/i;
const secrecy = "to keep something from the user";
const anyway: ReadonlySet<string> = new Set([secrecy, "to drop its limits"]);

/** What the text orders that no maker of a model would; undefined where it orders nothing of the kind. */
export function sinisterOrder(text: string): SinisterOrder | undefined {
  for (const sentence of text.split(/[.!?\n]+(?=\s|$)/)) {
    for (let from = 0; from < sentence.length; from += longestSentence / 2) {
      const window = sentence.slice(from, from + longestSentence);
      const forbidden = negation.test(window);
      const order = orders.find(
        ({ what, words }) => (!forbidden || anyway.has(what)) && inOrder(window, words),
      );
      if (order !== undefined) return { what: order.what, doubtful: order.what === secrecy };
      if (window.length < longestSentence) break;
    }
  }
  return undefined;
}

function inOrder(sentence: string, words: readonly RegExp[]): boolean {
  let rest = sentence;
  for (const word of words) {
    const match = word.exec(rest);
    if (match === null) return false;
    rest = rest.slice(match.index + match[0].length);
  }
  return true;
}
