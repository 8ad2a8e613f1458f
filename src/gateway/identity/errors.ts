import { defineErrors } from "../../errors/index.ts";

/** What telling who calls can fail with, apart from callers who are not who they say. */
export const identityErrors = defineErrors("identity", {
  badKeySet: {
    summary: "A key set (JWKS) is not one, or holds no key that tokens may be signed with.",
    remedy: "Give a JWK set with public RSA, EC or OKP keys; secrets and private keys do not belong there.",
    exit: 2,
  },
  keysUnavailable: {
    summary: "The keys that tokens are checked with cannot be had.",
    remedy:
      "Check the address under `gateway.identity.tokens[].keys.url`, and that it can be reached from here.",
    exit: 3,
  },
});
