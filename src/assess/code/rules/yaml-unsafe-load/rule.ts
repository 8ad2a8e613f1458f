import { nameOf, type CodeRule, type Value } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

const building = /^yaml\.(?:\w+\.)*C?(?:Unsafe|Full)?Loader$/;

/** `Loader=Loader` and `UnsafeLoader` build any object. `FullLoader` did until 5.4 and is let pass. */
const buildsObjects = (value: Value | undefined): boolean => {
  const name = nameOf(value) ?? "";
  return building.test(name) && !name.endsWith("FullLoader");
};

export const rule: CodeRule = {
  ...loadsCode,
  id: "yaml-unsafe-load",
  title: "YAML is read in a way that builds any object the text asks for",
  severity: "high",
  atlas: ["AML.T0010.001"],
  remedy: "Read data only: `yaml.safe_load(file)`.",
  check: dangerousCalls([
    {
      calls: ["yaml.load", "yaml.load_all"],
      argument: ["Loader", 1],
      when: buildsObjects,
      says: "This loader follows `!!python/object/apply` and calls what the text names.",
    },
    {
      calls: ["yaml.unsafe_load", "yaml.unsafe_load_all"],
      says: "It follows `!!python/object/apply` and calls what the text names.",
    },
    {
      calls: ["yaml.load", "yaml.load_all"],
      argument: ["Loader", 1],
      when: (value, call) => value === undefined && call.args.length === 1,
      says: "Without a `Loader`, PyYAML before 6 builds any object; PyYAML 6 refuses the call.",
    },
    {
      calls: ["ruamel.yaml.YAML"],
      argument: "typ",
      when: (value) => value?.kind === "literal" && value.value === "unsafe",
      says: '`typ="unsafe"` builds any object that the text asks for.',
    },
  ]),
};
