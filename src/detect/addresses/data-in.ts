/** What an address carries besides the name of a page. */
export interface Carried {
  readonly why: string;
  /** Long, dense or sentence-like: hardly anything but data. */
  readonly strong: boolean;
}

/** Parameters that pages and pictures have for their own reasons. */
const usual = new Set(
  `v ver version w h width height size s sz dpr fit crop auto format fm fmt quality q style theme color colour bg
  label logo random seed lang hl locale l page p t start tab view sort order limit offset ref source from r id sid
  branch type mode year month day search query k topic category cat tag section lr gl ie oe utm_source utm_medium
  utm_campaign utm_term utm_content d m g amp rlz tbm list index a z map date location family`
    .split(/\s+/u)
    // Meaningless letters say nothing of what they hold.
    .filter((name) => !["d", "m", "g", "a", "z", "k", "r"].includes(name)),
);

/** Whether an address as written can carry data at all; most do not, and reading them costs more than this. */
export const mayCarry = (written: string): boolean => /[?#@%&]|[^/.:_~\\-]{20}/u.test(written);

/** Longer than names of pages and pictures usually are without a separator. */
const longName = 32;
/** What a usual parameter may hold: of something fetched without a click, hardly more than a number. */
const shortValue = { clicked: 40, unattended: 6 } as const;

/**
 * What data an address carries, if any: a query beyond the usual, a fragment with values, user information, or a
 * name in its path or host too long or too dense to be one.
 */
export function dataIn(url: string, unattended: boolean): Carried | undefined {
  const { search, hash, pathname, hostname, username, password } = new URL(url);
  if (username !== "" || password !== "") return { why: "has user information", strong: true };
  const query = inPairs(search.slice(1), "query", unattended);
  if (query?.strong === true) return query;
  const fragment = inFragment(hash.slice(1), unattended);
  if (fragment?.strong === true) return fragment;
  return inNames(pathname, hostname) ?? query ?? fragment;
}

function inPairs(text: string, where: string, unattended: boolean): Carried | undefined {
  if (text === "") return undefined;
  let weak = false;
  for (const pair of text.slice(0, 2048).split("&", 64)) {
    const equals = pair.indexOf("=");
    const name = (equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
    const value = plain(equals < 0 ? "" : pair.slice(equals + 1));
    if (isData(value) || isData(plain(name))) return { why: `has data in its ${where}`, strong: true };
    const most = unattended ? shortValue.unattended : shortValue.clicked;
    weak ||= !usual.has(name) || value.length > most || isLongNumber(value, unattended);
  }
  return weak ? { why: `has a ${where} that may hold data`, strong: false } : undefined;
}

function inFragment(text: string, unattended: boolean): Carried | undefined {
  if (text.includes("=") && !text.startsWith(":~:text=")) return inPairs(text, "fragment", unattended);
  if (isData(plain(text))) return { why: "has data in its fragment", strong: true };
  return undefined;
}

function inNames(path: string, host: string): Carried | undefined {
  for (const label of host.split("."))
    if (label.length > longName || (label.length >= 20 && isDense(label)))
      return { why: "has a host name that holds data", strong: true };
  for (const segment of path.split("/")) {
    const text = plain(segment);
    if (/ [^ ]+ [^ ]+ /u.test(text.slice(0, 400)) || /[^ @]@[^ @]+\.[^ @]/u.test(text.slice(0, 400)))
      return { why: "has data in its path", strong: true };
    for (const word of segment.split(/[._~-]/u))
      if (word.length > longName || (word.length >= 24 && isDense(word)))
        return { why: "has a name long enough to hold data", strong: !/^[0-9a-f]{40}$/u.test(word) };
  }
  return undefined;
}

/** Sentences, addresses of people, long numbers, and dense runs as encodings give. */
function isData(value: string): boolean {
  if (value.length < 9) return false;
  const text = value.slice(0, 512);
  return (
    text.split(" ", 7).length > 6 ||
    /[^ @]@[^ @]+\.[a-z]/iu.test(text) ||
    /(?:^|[^0-9.])[0-9]{9,}/u.test(text) ||
    (text.length >= 20 && isDense(text))
  );
}

/** Letters and digits mixed, without the separators that names of people's making have. */
function isDense(text: string): boolean {
  if (!/^[A-Za-z0-9+/_=-]+$/u.test(text)) return false;
  const digits = text.replaceAll(/[^0-9]/gu, "").length;
  const capitals = text.replaceAll(/[^A-Z]/gu, "").length;
  const separators = text.replaceAll(/[^_-]/gu, "").length;
  if (separators * 6 > text.length) return false;
  return (
    (digits >= 3 && (text.match(/[0-9][A-Za-z]|[A-Za-z][0-9]/gu)?.length ?? 0) >= 3) ||
    (capitals >= 3 && capitals < text.length - 3 && text.length >= 24)
  );
}

const isLongNumber = (value: string, unattended: boolean): boolean =>
  /^[0-9]+$/u.test(value) && value.length > (unattended ? 4 : 8);

function plain(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
