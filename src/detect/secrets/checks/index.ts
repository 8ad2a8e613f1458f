export { base62Checksum, endsWithChecksum } from "./base62-checksum.ts";
export { bech32Letters, isBech32, withBech32 } from "./bech32.ts";
export { isJsonWebToken } from "./json-web-token.ts";
export { namesPossibleAccount } from "./aws-account.ts";
export { bytesInBase64 } from "./base64-length.ts";
export { isPrivateKeyBlock } from "./private-key-block.ts";
export { isCrc32Tail } from "./crc32-tail.ts";
