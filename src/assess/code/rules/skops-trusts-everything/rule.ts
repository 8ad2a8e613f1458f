import { isTrue, nameOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "skops-trusts-everything",
  title: "Whatever types a skops file asks for are trusted",
  remedy:
    'Look at what `skops.io.get_untrusted_types(file=path)` names, and write the ones that are fine into the code: `skops.io.load(path, trusted=["mypackage.Encoder"])`.',
  check: dangerousCalls([
    {
      calls: ["skops.io.load", "skops.io.loads"],
      argument: ["trusted", 1],
      when: (value) =>
        isTrue(value) || /^skops\.io\.(?:\w+\.)*get_untrusted_types$/.test(nameOf(value) ?? ""),
      says: "The list of what is trusted comes from the file itself, so nothing is refused.",
    },
  ]),
};
