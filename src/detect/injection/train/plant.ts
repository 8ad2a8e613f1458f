import type { RandomSource } from "../../../contracts/index.ts";
import type { Example } from "./example.ts";

/** A text that was put together from others, and goes where they go when sources are left out. */
export interface Planted extends Example {
  readonly parents: readonly Example[];
}
export const isPlanted = (example: Example): example is Planted => "parents" in example;

const longestCarrier = 4000;
const longestPayload = 500;

const fences: readonly (readonly [string, string])[] = [
  [" ", " "],
  [" ", " "],
  ["\n", "\n"],
  ["\n", "\n"],
  ["\n\n", "\n\n"],
  ["\n\n", "\n\n"],
  ["\n---\n", "\n---\n"],
  [" (", ") "],
  ["\n- ", "\n"],
  [" <!-- ", " --> "],
  ["\n# ", "\n"],
  ["\nNB: ", "\n"],
  ["\nPS ", "\n"],
];

/**
 * More attacks on whoever reads documents and tool results, from texts that are there already:
 *
 * - `planted-requests`: a harmless request of a user stands in a document, where nobody has a request to make.
 * - `planted-written`: the sentences in which an attack written by hand differs from its author's harmless
 *   texts stand in a carrier of someone else, so that they, and not the carrier, are learnt.
 *
 * The carriers are harmless texts of the same language that are learnt as such. BIPIA's contexts and
 * requests are not used, nor negatives as carriers: they are full of orders themselves.
 */
export function plantedAttacks(
  examples: readonly Example[],
  random: RandomSource,
  count: { readonly requests: number; readonly written: number },
): Planted[] {
  const carriers = carriersOf(examples);
  const known = ({ language }: Example): boolean => carriers.has(language);
  const requests = requestsOf(examples.filter(known));
  const written = writtenOrders(examples.filter(known));
  const planted: Planted[] = [];
  const draw = (
    source: string,
    times: number,
    stream: RandomSource,
    pick: () => Payload | undefined,
  ): void => {
    for (let i = 0; i < times; i++) {
      const payload = pick();
      const places = payload && carriers.get(payload.from.language);
      const carrier = places?.[stream.integer(places.length)];
      if (!payload || !carrier) continue;
      planted.push({
        text: plant(carrier.text, payload.text, stream),
        label: 1,
        role: carrier.role,
        family: payload.from.label === 1 ? payload.from.family : "side-task",
        language: carrier.language,
        source,
        parents: [carrier, payload.from],
      });
    }
  };
  const [one, two] = [random.derive("requests"), random.derive("written")];
  // Every source of requests alike, however large it is.
  draw("planted-requests", requests.length === 0 ? 0 : count.requests, one, () => {
    const some = requests[one.integer(requests.length)] ?? [];
    return some[one.integer(some.length)];
  });
  draw(
    "planted-written",
    written.length === 0 ? 0 : count.written,
    two,
    () => written[two.integer(written.length)],
  );
  return planted;
}

interface Payload {
  readonly text: string;
  readonly from: Example;
}

function carriersOf(examples: readonly Example[]): Map<string, Example[]> {
  const carriers = new Map<string, Example[]>();
  for (const example of examples) {
    const { label, role, text, source, language } = example;
    if (label === 1 || role === "user" || text.length >= longestCarrier) continue;
    if (source.startsWith("bipia") || source === "negatives") continue;
    const same = carriers.get(language) ?? [];
    same.push(example);
    carriers.set(language, same);
  }
  return carriers;
}

const requestSources = ["self-instruct-seed", "self-instruct-user-oriented", "mt-bench", "t0", "negatives"];

function requestsOf(examples: readonly Example[]): Payload[][] {
  return requestSources
    .map((name) =>
      examples
        .filter(
          ({ label, role, source, text }) =>
            label === 0 && role === "user" && source === name && text.length > 15 && text.length < 300,
        )
        .map((from) => ({ text: from.text, from })),
    )
    .filter((payloads) => payloads.length > 0);
}

/** What an author wrote into a harmless text of their own to make an attack of it. */
function writtenOrders(examples: readonly Example[]): Payload[] {
  const ours = examples.filter(({ source, role }) => source.startsWith("written-") && role !== "user");
  const harmless = new Set(
    ours
      .filter(({ label }) => label === 0)
      .flatMap(({ source, text }) => sentencesOf(text).map((one) => `${source} ${one}`)),
  );
  return ours
    .filter(({ label }) => label === 1)
    .flatMap((from) => {
      const all = sentencesOf(from.text);
      const fresh = all.filter((one) => !harmless.has(`${from.source} ${one}`));
      const text = fresh.join(" ");
      const isOrder = fresh.length > 0 && fresh.length <= 3 && fresh.length < all.length;
      return isOrder && text.length > 20 && text.length < longestPayload ? [{ text, from }] : [];
    });
}

/** Where a sentence or line may begin, the two ends of the text among them. */
function breaksOf(text: string): number[] {
  const breaks = [0];
  for (let i = 1; i < text.length; i++) {
    const before = text.charAt(i - 1);
    if (before === "\n" || before === "。" || (".!?".includes(before) && text.charAt(i) === " "))
      breaks.push(i);
  }
  breaks.push(text.length);
  return breaks;
}

function sentencesOf(text: string): string[] {
  const breaks = breaksOf(text);
  return breaks
    .slice(1)
    .map((end, i) => text.slice(breaks[i], end).trim())
    .filter((one) => one !== "");
}

function plant(text: string, payload: string, random: RandomSource): string {
  const breaks = breaksOf(text);
  const dice = random.next();
  const at = dice < 0.15 ? 0 : dice < 0.45 ? text.length : (breaks[random.integer(breaks.length)] ?? 0);
  const [open, close] = fences[random.integer(fences.length)] ?? [" ", " "];
  const before = text.slice(0, at).trimEnd();
  const after = text.slice(at).trimStart();
  return `${before}${before === "" ? open.trimStart() : open}${payload}${after === "" ? close.trimEnd() : close}${after}`;
}
