import { defineErrors } from "../errors/index.ts";

/** What can be wrong with a file before anybody asks what it means. */
export const formatsErrors = defineErrors("formats", {
  notFound: {
    summary: "The file does not exist.",
    remedy: "Check the path; relative paths start at the current directory.",
    exit: 2,
  },
  notAFile: {
    summary: "The path is a directory or a special file.",
    remedy: "Name a regular file.",
    exit: 2,
  },
  unreadable: {
    summary: "The file cannot be read.",
    remedy: "Check the permissions of the file and of the directories above it.",
    exit: 2,
  },
  changed: {
    summary: "The file changed while it was examined.",
    remedy: "Examine a copy that nobody writes to.",
    exit: 3,
  },
  tooLarge: {
    summary: "The file is larger than the limit for its kind.",
    remedy: "Split the file, or take out what does not belong there.",
    exit: 2,
  },
  notText: {
    summary: "The file is not UTF-8 text.",
    remedy: "Save the file as UTF-8.",
    exit: 2,
  },
  tooDeep: {
    summary: "The document is nested deeper than the limit.",
    remedy: "Flatten the document; no schema of ours needs such depth.",
    exit: 2,
  },
  tooManyValues: {
    summary: "The document holds more values than the limit, counting what its aliases stand for.",
    remedy: "Split the document, and write repeated parts out instead of aliasing aliases.",
    exit: 2,
  },
  forbiddenKey: {
    summary: "The document uses a key that programs must not trust, such as `__proto__`.",
    remedy: "Rename the key.",
    exit: 2,
  },
  yamlSyntax: {
    summary: "The text is not YAML 1.2.",
    remedy: "Correct the syntax at the place given; indent with spaces, never with tabs.",
    exit: 2,
  },
  yamlDuplicateKey: {
    summary: "A mapping has the same key twice.",
    remedy: "Keep one of the two.",
    exit: 2,
  },
  yamlSeveralDocuments: {
    summary: "The file holds more than one YAML document.",
    remedy: "Keep one document to a file: remove the `---` and what follows it.",
    exit: 2,
  },
  yamlAlias: {
    summary: "An alias has no anchor, contains itself, or there are more aliases than the limit.",
    remedy: "Write the value out instead of aliasing it.",
    exit: 2,
  },
  yamlNotPlain: {
    summary: "A value has no plain JSON form, so that two programs could read it differently.",
    remedy: "Write it as a plain string in quotes.",
    exit: 2,
  },
  jsonSyntax: {
    summary: "The text is not JSON (RFC 8259).",
    remedy: "Correct the syntax at the place given.",
    exit: 2,
  },
  jsonDuplicateKey: {
    summary: "An object has the same member name twice.",
    remedy: "Keep one of the two.",
    exit: 2,
  },
});
