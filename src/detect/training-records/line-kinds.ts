/** What one line looks like, for the detector of dumped records. */
export type LineKind = "json" | "person" | "mail-header" | "log" | "licence" | "other";

export interface LineFacts {
  readonly kind: LineKind;
  /** Kinds of personal details in it: addresses, numbers, dates, record numbers. */
  readonly details: number;
  /** Lines of one dump agree in this: the keys of a record, the name of a header. */
  readonly shape: string;
}

/** Longer lines are looked at up to here. */
const longestLine = 500;

const mailHeader =
  /^(?:from|to|cc|bcc|subject|date|sent|message-id|received|return-path|reply-to|in-reply-to|mime-version|content-type|delivered-to|x-[a-z-]{2,30}):[ \t]/iu;
const logLine =
  /^(?:\[?\(?[0-9]{1,4}[-/.:][0-9]{1,2}[-/.:][0-9]{1,4}[^A-Za-z]{0,20}|<)[A-Za-z_][A-Za-z0-9_ .-]{0,30}[:>]/u;
const licence =
  /copyright \(c\) [12][0-9]{3}|licensed under the (?:apache|mit|bsd|gnu|mozilla)|permission is hereby granted|all rights reserved\.|spdx-license-identifier:|gnu (?:lesser )?general public license/iu;

const details: readonly RegExp[] = [
  /[A-Za-z0-9]@[A-Za-z0-9-]{1,63}\.[A-Za-z]/u,
  /(?:\+|\b0|\()[0-9][0-9() ./-]{7,20}[0-9]/u,
  /\b(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]\b|\b[0-3]?[0-9][./][0-3]?[0-9][./](?:19|20)?[0-9]{2}\b/u,
  /\b(?:mrn|patient|pat|ssn|acct|account|iban|card|icd|nhs|dob|policy)[-_ #:"]{0,4}[A-Z]{0,3}[0-9]{3,}/iu,
  /\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b|\b[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}\b|\b[0-9]{8,16}\b/u,
  /\b[0-9]{1,5} [A-Z][a-z]{2,20} (?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Way|Court|Ct)\b|\b[A-Z][a-zäöüß]{2,20}(?:straße|strasse|weg|gate|veien) [0-9]{1,4}\b/u,
];

export function lineFacts(line: string): LineFacts {
  const text = line.slice(0, longestLine);
  if (/^\s{0,8}\{\s{0,4}"/u.test(text)) {
    const keys = text.match(/"[A-Za-z0-9_-]{1,40}"\s{0,2}:/gu) ?? [];
    if (keys.length >= 2)
      return { kind: "json", details: countDetails(text), shape: keys.slice(0, 6).join() };
  }
  if (mailHeader.test(text))
    return {
      kind: "mail-header",
      details: countDetails(text),
      shape: text.slice(0, text.indexOf(":")).toLowerCase(),
    };
  if (logLine.test(text)) return { kind: "log", details: countDetails(text), shape: "" };
  if (licence.test(text)) return { kind: "licence", details: 0, shape: "" };
  const found = countDetails(text);
  return found >= 2
    ? { kind: "person", details: found, shape: "" }
    : { kind: "other", details: found, shape: "" };
}

/** Only lines with a digit or an at sign have any. */
function countDetails(text: string): number {
  if (!/[0-9@]/u.test(text)) return 0;
  let count = 0;
  for (const detail of details) if (detail.test(text)) count++;
  return count;
}
