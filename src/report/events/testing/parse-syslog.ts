/** A strict reader of RFC 5424, section 6, written from its grammar alone. Throws at anything else. */
export function parseSyslog(message: string): {
  readonly priority: number;
  readonly timestamp: string;
  readonly host: string;
  readonly app: string;
  readonly messageId: string;
  readonly data: ReadonlyMap<string, string>;
  readonly text: string;
} {
  const head =
    /^<(0|[1-9]\d{0,2})>1 (-|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) /.exec(
      message,
    );
  if (head === null) throw new Error("no header");
  const priority = Number(head[1]);
  if (priority > 191) throw new Error("priority");
  let at = head[0].length;
  const data = new Map<string, string>();
  if (message[at] !== "[") throw new Error("no structured data");
  const id = /^\[([^ =\]"]{1,32})/.exec(message.slice(at, at + 40));
  if (id === null || !/^[!-~]+@\d+$/.test(id[1] ?? "")) throw new Error("SD-ID");
  at += id[0].length;
  while (message[at] === " ") {
    const end = message.indexOf('="', at);
    const name = message.slice(at + 1, end);
    if (!/^[!-~]{1,32}$/.test(name) || /[ =\]"]/.test(name)) throw new Error("PARAM-NAME");
    at = end + 2;
    let value = "";
    for (;;) {
      const c = message[at++];
      if (c === undefined || c === "]") throw new Error("unescaped end of a value");
      if (c === '"') break;
      if (c !== "\\") value += c;
      else {
        const next = message[at++] ?? "";
        if (!'"\\]'.includes(next)) throw new Error("unknown escape");
        value += next;
      }
    }
    if (data.has(name)) throw new Error("name twice");
    data.set(name, value);
  }
  if (message.slice(at, at + 3) !== "] \ufeff") throw new Error("end of structured data");
  const text = message.slice(at + 3);
  if (!message.isWellFormed() || /\p{Cc}/u.test(message)) throw new Error("characters");
  return {
    priority,
    timestamp: head[2] ?? "",
    host: head[3] ?? "",
    app: head[4] ?? "",
    messageId: head[6] ?? "",
    data,
    text,
  };
}
