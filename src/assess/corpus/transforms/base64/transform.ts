import type { Transform } from "../../transform.ts";

export const transform: Transform = {
  id: "base64",
  about: "The text in Base64 (RFC 4648, section 4) of its UTF-8 bytes.",
  when: "sending",
  apply: (text) => Buffer.from(text, "utf8").toString("base64"),
};
