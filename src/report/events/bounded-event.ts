import type { JsonValue, SecurityEvent } from "../../contracts/index.ts";

const longest = { id: 200, name: 500, message: 2_000, facts: 16_000, list: 50 } as const;

/** Well-formed Unicode of at most `most` UTF-16 units; what was cut off is marked. */
export function clipped(text: string, most: number): string {
  const whole = text.length <= most ? text : `${text.slice(0, most - 1)}…`;
  return whole.toWellFormed();
}

/** Facts as they are when they are small and well-formed, otherwise what can be said of them. */
function boundedFacts(facts: SecurityEvent["facts"]): Readonly<Record<string, JsonValue>> {
  const json = JSON.stringify(facts, (_, value: unknown) =>
    typeof value === "string" ? clipped(value, longest.message) : value,
  );
  if (json.length > longest.facts)
    return {
      truncated: true,
      names: Object.keys(facts)
        .slice(0, longest.list)
        .map((name) => clipped(name, longest.id)),
    };
  // A lone surrogate in a name comes out escaped. Safe: a text in place of a text leaves JSON what it is.
  return JSON.parse(json.replaceAll(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, "$1\\ufffd")) as Record<
    string,
    JsonValue
  >;
}

/**
 * The event with every text well-formed and of bounded length. Each writer begins with it: names, ids and
 * messages may come from a client, and a SIEM drops or splits what is too long.
 */
export function boundedEvent(event: SecurityEvent): SecurityEvent {
  const { principal, model, policy } = event;
  const id = (text: string): string => clipped(text, longest.id);
  return {
    ...event,
    id: id(event.id),
    at: id(event.at),
    rule: id(event.rule),
    title: clipped(event.title, longest.name),
    message: clipped(event.message, longest.message),
    ...(principal === undefined
      ? {}
      : {
          principal: {
            ...principal,
            id: id(principal.id),
            ...(principal.role === undefined ? {} : { role: id(principal.role) }),
          },
        }),
    ...(event.session === undefined ? {} : { session: id(event.session) }),
    ...(event.address === undefined ? {} : { address: id(event.address) }),
    ...(event.system === undefined ? {} : { system: id(event.system) }),
    ...(model === undefined
      ? {}
      : {
          model: {
            name: id(model.name),
            ...(model.provider === undefined ? {} : { provider: id(model.provider) }),
            ...(model.version === undefined ? {} : { version: id(model.version) }),
          },
        }),
    ...(policy === undefined
      ? {}
      : {
          policy: {
            id: id(policy.id),
            version: id(policy.version),
            ...(policy.clause === undefined ? {} : { clause: id(policy.clause) }),
          },
        }),
    techniques: event.techniques.slice(0, longest.list).map(id),
    ...(event.link === undefined ? {} : { link: clipped(event.link, longest.message) }),
    facts: boundedFacts(event.facts),
  };
}

/** On one line and without control characters, for formats that have no escape for them. */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what must not stand there
  return text.toWellFormed().replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g, " ");
}
