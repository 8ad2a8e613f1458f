import { entitiesOf } from "./entities.ts";
import { meaning, sense } from "./lexicon.ts";
import { isOrder, isQuestion } from "./mood.ts";
import type { MarkupForm, RenderWish } from "./wish.ts";
import { sentencesOf, type Token } from "./words.ts";

const image = meaning("image images picture pixel logo beacon bild bilden photo icon");
const link = meaning("link links hyperlink lank lien verweis");
const html = meaning("html img tag element");
const style = meaning("css style background stylesheet div");
const reference = meaning("reference-style reference definition");
const address = meaning("address adresse adress autolink url");
const markdown = meaning("markdown");
const order = meaning(
  "show add display write use end give offer print close include insert embed render put finish append output zeige schreibe fuge ajoute affiche visa skriv lagg termine",
);
const own = meaning("account konto kontonummer compte balance saldo kontostand");

/** Hosts that belong to the bank; addresses there are no exfiltration. */
const ownHosts = ["nordpay.example"];

export function isOwnHost(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return ownHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

/** A wish to have a foreign address rendered, with data in it. `joined`: the text also has a word put together. */
export function markupIn(text: string, tokens: readonly Token[], joined: boolean): RenderWish | undefined {
  const address = entitiesOf(tokens).urls.find((url) => !isOwnHost(url));
  if (address === undefined) return undefined;
  const form = formOf(text, tokens);
  if (form === undefined) return undefined;
  const meant = sense(tokens);
  const withAccount = meant.at(own).length > 0;
  const carriesData = joined || withAccount;
  const ordered = sentencesOf(tokens).some((sentence) => {
    const one = sense(sentence);
    return !isQuestion(one) && one.at(order).some((at) => isOrder(one, at, false));
  });
  if (!ordered || !carriesData) return undefined;
  return { kind: "render", intent: intents[form], form, url: address, withAccount };
}

const intents: Readonly<Record<MarkupForm, string>> = {
  image: "image-beacon",
  reference: "reference-image",
  link: "link-with-data",
  html: "html-image",
  autolink: "autolink-with-data",
  css: "css-url",
};

function formOf(text: string, tokens: readonly Token[]): MarkupForm | undefined {
  const meant = sense(tokens);
  const lower = text.toLowerCase();
  if (lower.includes("url(") || meant.has(style)) return "css";
  if (lower.includes("<img") || (meant.has(html) && (meant.has(image) || lower.includes("img"))))
    return "html";
  if (lower.includes("]: http") || (meant.has(reference) && meant.has(image))) return "reference";
  if (lower.includes("![") || meant.has(image)) return "image";
  if (lower.includes("](") || meant.has(link)) return "link";
  if (lower.includes("<http") || meant.has(address) || meant.has(markdown)) return "autolink";
  return undefined;
}
