/** One event of a `text/event-stream`. */
export interface SseEvent {
  /** `message` where the stream names none. */
  readonly event: string;
  /** The data lines, joined with line feeds. */
  readonly data: string;
  readonly id?: string;
}

/** Takes the stream in pieces of any size; the events do not depend on where the pieces end. */
export interface SseParser {
  push(text: string): readonly SseEvent[];
  /** The stream has ended: gives an event that was not closed by an empty line, for servers that leave it out. */
  end(): readonly SseEvent[];
}

/**
 * Parses server-sent events (WHATWG HTML, section 9.2.6): lines end with CRLF, LF or CR, a line that
 * starts with a colon is a comment, data lines add up, an empty line closes the event.
 * Linear in the text: no character is looked at twice, however the text is cut.
 */
export function createSseParser(): SseParser {
  let line: string[] = [];
  let sawReturn = false;
  let first = true;
  let event = "";
  let data: string[] = [];
  let id: string | undefined;

  const close = (into: SseEvent[]): void => {
    if (data.length > 0) {
      into.push({
        event: event === "" ? "message" : event,
        data: data.join("\n"),
        ...(id !== undefined && { id }),
      });
    }
    event = "";
    data = [];
  };

  const field = (text: string, into: SseEvent[]): void => {
    if (text === "") return close(into);
    const colon = text.indexOf(":");
    if (colon === 0) return;
    const name = colon === -1 ? text : text.slice(0, colon);
    const from = colon + (text[colon + 1] === " " ? 2 : 1);
    const value = colon === -1 ? "" : text.slice(from);
    if (name === "data") data.push(value);
    else if (name === "event") event = value;
    else if (name === "id" && !value.includes("\0")) id = value;
  };

  const endLine = (rest: string, into: SseEvent[]): void => {
    line.push(rest);
    const whole = line.join("");
    line = [];
    field(first && whole.startsWith("\ufeff") ? whole.slice(1) : whole, into);
    first = false;
  };

  return {
    push: (text) => {
      const events: SseEvent[] = [];
      let start = 0;
      for (let at = 0; at < text.length; at++) {
        const c = text.charCodeAt(at);
        if (c === 10 && sawReturn) start = at + 1;
        else if (c === 10 || c === 13) {
          endLine(text.slice(start, at), events);
          start = at + 1;
        }
        sawReturn = c === 13;
      }
      if (start < text.length) line.push(text.slice(start));
      return events;
    },
    end: () => {
      const events: SseEvent[] = [];
      if (line.length > 0) endLine("", events);
      close(events);
      return events;
    },
  };
}
