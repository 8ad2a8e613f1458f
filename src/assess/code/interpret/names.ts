import type { Label, Value } from "../contract/index.ts";
import { noTaints } from "../contract/index.ts";
import type { Expression } from "../tree/nodes.ts";
import { lastOf } from "../registry/pattern.ts";

const pythonBuiltins = new Set(
  "eval exec compile open input print getattr setattr globals locals vars __import__ str int float bool len list dict tuple set frozenset sorted reversed enumerate zip map filter range iter next sum min max abs round repr bytes bytearray isinstance type hash any all format chr ord object super Exception ValueError".split(
    " ",
  ),
);
const javascriptGlobals = new Set(
  "eval Function Reflect fetch process console JSON Math Object Array String Number Boolean Promise document window globalThis localStorage sessionStorage location Buffer URL setTimeout setInterval require import parseInt parseFloat encodeURIComponent decodeURIComponent WebSocket XMLHttpRequest Response Request Headers Date RegExp Map Set Error Deno Bun module exports".split(
    " ",
  ),
);

/** What a name means that nothing in the file defines. */
export function globalName(name: string, language: "python" | "javascript"): Value {
  if (language === "python") {
    if (name === "__builtins__") return { kind: "ref", name: "builtins", taints: noTaints };
    if (pythonBuiltins.has(name)) return { kind: "ref", name: `builtins.${name}`, taints: noTaints };
  } else {
    if (name === "undefined") return { kind: "literal", value: null, taints: noTaints };
    if (javascriptGlobals.has(name))
      return { kind: "ref", name: name === "window" ? "globalThis" : name, taints: noTaints };
  }
  return { kind: "local", name, taints: noTaints };
}

/** `a.b.c` of names only; undefined for anything else. */
export function pathOf(expression: Expression): string | undefined {
  if (expression.k === "name") return expression.name;
  if (expression.k !== "member") return undefined;
  const object = pathOf(expression.object);
  return object === undefined ? undefined : `${object}.${expression.name}`;
}

const longestName = 300;

/** The name by which a call of this value goes. */
export function calleeName(value: Value): string {
  if (value.kind === "instance") return `${value.of.slice(0, longestName)}().__call__`;
  if (value.kind === "local") return value.name.includes(".") ? `?.${lastOf(value.name)}` : value.name;
  return "name" in value ? value.name.slice(0, longestName) : "?";
}

const secretName =
  /^(?:[a-z0-9]{1,24}_){0,4}(?:api_?key|secret(?:_?key)?|password|passwd|access_?token|auth_?token|private_?key|client_?secret|connection_?string)$/i;
const personalName =
  /^(?:ssn|social_security(?:_number)?|socialSecurityNumber|date_of_birth|dateOfBirth|dob|iban|card_number|cardNumber|credit_card(?:_number)?|passport(?:_number|Number)?|tax_id|taxId|national_id|nationalId|home_address|homeAddress|medical_record|diagnosis|patient_notes)$/;
const known = new Map<string, Label | "none">();

/** What a field of that name holds, by its name alone. */
export function labelOfName(name: string): Label | undefined {
  let label = known.get(name);
  if (label === undefined) {
    label =
      name.length > 60
        ? "none"
        : secretName.test(name)
          ? "secret"
          : personalName.test(name)
            ? "personal-data"
            : "none";
    if (known.size < 50_000) known.set(name, label);
  }
  return label === "none" ? undefined : label;
}

const environmentSecret = /(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|DSN|CONNECTION_STRING)S?$/i;
/** Is an environment variable of that name a secret? */
export const isSecretVariable = (name: string): boolean =>
  name.length < 100 && environmentSecret.test(name) && !/PUBLIC|MAX_TOKENS?$/i.test(name);

/** Calls through which what they are given comes out again, by their last name. */
const passing =
  /^(?:parse|extract|strip|trim|split|join|replace|format|decode|encode|loads?$|dumps?$|stringify|dedent|concat|slice|sub$|find|search$|match|group|read|str$|String$|list$|dict$|tuple$|set$|sorted|reversed|copy|deepcopy|map$|filter$|reduce|zip|enumerate|next|iter|gather|wait_for|all$|unescape|unquote|b64|lower|upper|title|capitalize|to[A-Z_]|from[A-Z_]|as[A-Z_]|model_|build|make|render|assemble|compose|add|append|partial|run_until_complete|to_thread|bytes|repr|truncate|clip|wrap|merge|assign$)/;

export const passesArguments = (method: string): boolean => passing.test(method) || /^[A-Z]/.test(method);
