/**
 * The values of `format` that are checked, each in linear time. Others are annotations, as the specification
 * allows (JSON Schema 2020-12, Validation, 7.2.1).
 */
export const knownFormats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  "date-time": (text) =>
    isDate(text.slice(0, 10)) &&
    /^[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:[Zz]|[+-]\d\d:\d\d)$/u.test(text.slice(10)) &&
    !Number.isNaN(Date.parse(text)),
  email: isEmail,
  ipv4: (text) => {
    const parts = text.length > 15 ? [] : text.split(".");
    return (
      parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/u.test(part) && Number(part) < 256)
    );
  },
  uri: (text) =>
    /^[A-Za-z][A-Za-z0-9+.-]*:/u.test(text) && !/[\s"<>\\^`{|}]/u.test(text) && URL.canParse(text),
  uuid: (text) => text.length === 36 && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text),
};

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/u.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** One `@`, something before it, a host name of labels behind it. Quoted local parts are refused. */
function isEmail(text: string): boolean {
  const at = text.indexOf("@");
  if (at < 1 || at > 64 || text.length > 254 || text.includes("@", at + 1)) return false;
  if (/[\s"(),:;<>[\\\]]/u.test(text)) return false;
  return text
    .slice(at + 1)
    .split(".")
    .every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})$/u.test(label) && !label.endsWith("-"));
}
