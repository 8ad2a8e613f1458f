import { isBech32, isPrivateKeyBlock } from "../checks/index.ts";
import type { SecretFamily } from "../rule.ts";

// What may stand between the lines of a block: breaks, also escaped ones in JSON or source code, and quotes.
const gap = "(?:[\\s\"'+,>|]|\\\\+[nrt]?)*";
const header = "(?:(?:Proc-Type|DEK-Info|Version|Comment|Charset|Hash): [^\\n\\\\]+(?:\\s|\\\\+[nrt])+)*";
const label = "[A-Z0-9]*(?: [A-Z0-9]+)* ?";

/** Sources: RFC 7468 (PEM), RFC 4716 and PROTOCOL.key (OpenSSH), RFC 9580 (OpenPGP), PuTTY manual appendix C, age specification. */
export const family: SecretFamily = {
  provider: "Private keys",
  rules: [
    {
      id: "private-key-block",
      about: "Private key in PEM or OpenPGP armour",
      keywords: ["-----BEGIN "],
      pattern: `-----BEGIN ${label}PRIVATE KEY(?: BLOCK)?-----${gap}${header}(?:[A-Za-z0-9+/=]{16,}${gap})+(?:[A-Za-z0-9+/=]{1,15}${gap})?(?:-----END ${label}PRIVATE KEY(?: BLOCK)?-----)?`,
      max: 16_384,
      unbounded: true,
      check: isPrivateKeyBlock,
      confidence: "certain",
      severity: "critical",
      match: [
        "x\n[[-----BEGIN RSA PRIVATE KEY-----\n{{der:12}}\n-----END RSA PRIVATE KEY-----]]\n",
        "[[-----BEGIN PRIVATE KEY-----\n{{der:25}}\n-----END PRIVATE KEY-----]]",
        "[[-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEI{{b64:55}}\n{{b64:64}}\n{{b64:28}}\n-----END EC PRIVATE KEY-----]]",
        '"private_key": "[[-----BEGIN PRIVATE KEY-----\\nMIIEvQ{{b64:58}}\\n{{b64:64}}\\n-----END PRIVATE KEY-----]]\\n"',
        "[[-----BEGIN OPENSSH PRIVATE KEY-----\n{{openssh:50}}\n{{b64:70}}\n{{b64:33}}\n-----END OPENSSH PRIVATE KEY-----]]",
        "[[-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,{{HEX:32}}\n\n{{b64:64}}\n{{b64:64}}\n-----END RSA PRIVATE KEY-----]]",
        "[[-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\nlQOYBF{{b64:58}}\n{{b64:64}}\n={{b64:4}}\n-----END PGP PRIVATE KEY BLOCK-----]]",
        "-----BEGIN ENCRYPTED PRIVATE KEY----- is a header. [[-----BEGIN PRIVATE KEY-----\nMIIEvQ{{b64:58}}\n{{b64:64}}]]",
      ],
      silent: [
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\n{{der:3}}\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\n{{der:9}}\n-----END CERTIFICATE-----",
        "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----",
        "A file that starts with -----BEGIN PRIVATE KEY----- holds a key, so keep it safe.",
      ],
    },
    {
      id: "putty-private-key",
      about: "PuTTY private key",
      keywords: ["Private-Lines: "],
      pattern:
        "Private-Lines: [0-9]{1,4}(?:\\r?\\n|(?:\\\\r)?\\\\n)(?:[A-Za-z0-9+/=]+(?:\\r?\\n|(?:\\\\r)?\\\\n)?)+",
      max: 16_384,
      unbounded: true,
      confidence: "certain",
      severity: "critical",
      match: ["Public-Lines: 1\nAAAA\n[[Private-Lines: 3\n{{b64:64}}\n{{b64:64}}\n{{b64:40}}\n]]"],
      silent: ["Private-Lines: 14", "Private-Lines: many"],
    },
    {
      id: "age-secret-key",
      about: "age secret key",
      keywords: ["AGE-SECRET-KEY-1"],
      pattern: "AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}",
      check: isBech32,
      confidence: "certain",
      severity: "critical",
      match: ["# key\n[[{{age:52}}]]\n"],
      silent: [
        "AGE-SECRET-KEY-1",
        "AGE-SECRET-KEY-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE6",
      ],
    },
    {
      id: "json-web-key",
      about: "Private member of a JSON web key",
      keywords: ['"d"', '\\"d\\"'],
      lead: "assigned",
      pattern: "[A-Za-z0-9_-]{43,700}",
      max: 701,
      near: ['"kty"', '"crv"', '"e"', '"n"', '"x"', '"y"', '"kid"'],
      entropy: 4,
      confidence: "certain",
      severity: "critical",
      match: ['{"kty":"OKP","crv":"Ed25519","d":"[[{{b62:43}}]]"}'],
      silent: ['{"a":1,"d":"{{b62:43}}"}', '{"kty":"EC","d":"..."}'],
    },
    {
      id: "wireguard-private-key",
      about: "WireGuard private key",
      keywords: ["PrivateKey", "PresharedKey"],
      lead: "assigned",
      pattern: "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=",
      entropy: 4,
      confidence: "certain",
      severity: "critical",
      match: ["[Interface]\nPrivateKey = [[{{b62:42}}A=]]"],
      silent: ["PrivateKey = <private key>", "PublicKey = {{b62:42}}A="],
    },
    {
      id: "extended-private-key",
      about: "Extended private key of a wallet (BIP 32)",
      keywords: ["xprv", "tprv", "yprv", "zprv"],
      pattern: "[xtyz]prv[1-9A-HJ-NP-Za-km-z]{107}",
      confidence: "certain",
      severity: "critical",
      match: ["[[xprv{{b58:107}}]]"],
      silent: ["xprv", "xpub{{b58:107}}"],
    },
  ],
};
