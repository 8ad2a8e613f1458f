import { defineErrors } from "../../errors/index.ts";

export const jsonSchemaErrors = defineErrors("json-schema", {
  notASchema: {
    summary: "The value is not a JSON Schema.",
    remedy:
      "A schema is an object of keywords, `true` or `false`; compare the keyword with the specification.",
    exit: 2,
  },
  unknownKeyword: {
    summary:
      "The schema uses a keyword that is not checked here, so that it would look like protection and be none.",
    remedy: "Remove the keyword, or write the constraint with one that is known.",
    exit: 2,
  },
  tooLarge: {
    summary: "The schema is larger or deeper than the limit.",
    remedy: "Split the schema, or leave out what does not constrain anything.",
    exit: 2,
  },
  badPattern: {
    summary: "A pattern is not RE2 syntax, or compiles to too much.",
    remedy: "Write it without look-around and back references; RE2 has neither.",
    exit: 2,
  },
  badReference: {
    summary: "A `$ref` leads nowhere or out of the schema.",
    remedy: "Reference parts of the same schema only, such as `#/$defs/address`.",
    exit: 2,
  },
});
