/** Takes secrets out of texts that may reach errors, exchanges or logs. */
export interface Redactor {
  /** From now on this value is a secret. Values too short to be one are not kept: they would blot out ordinary text. */
  add(value: string): void;
  /** The text with every secret, plain or encoded, replaced. */
  clean(text: string): string;
  /** Plain data with every string in it cleaned, whatever it is called: what a target echoes may stand anywhere. */
  cleanAll<T>(data: T): T;
  /** A redactor that knows these secrets too, and whose own additions stay its own. */
  child(): Redactor;
}

const shortest = 6;
const mark = "[secret]";

export function createRedactor(inherited: () => readonly string[] = () => []): Redactor {
  const own = new Set<string>();
  const known = (): readonly string[] => [...inherited(), ...own];
  const clean = (text: string): string => {
    // The longest first, so that a secret inside a longer one leaves no tail behind.
    const secrets = [...known()].sort((a, b) => b.length - a.length);
    return secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, mark), text);
  };
  const cleanAll = (data: unknown): unknown => {
    if (typeof data === "string") return clean(data);
    if (Array.isArray(data)) return data.map(cleanAll);
    if (typeof data !== "object" || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [clean(key), cleanAll(value)]));
  };
  return {
    add: (value) => {
      if (value.length < shortest) return;
      for (const form of formsOf(value)) own.add(form);
    },
    clean,
    // Safe: only strings change, and they stay strings.
    cleanAll: <T>(data: T): T => cleanAll(data) as T,
    child: () => createRedactor(known),
  };
}

/** The ways a secret may turn up again: as it is, in a URL, in JSON, in a Basic header. */
function formsOf(value: string): readonly string[] {
  return [
    value,
    encodeURIComponent(value.toWellFormed()),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value, "utf8").toString("base64"),
  ];
}
