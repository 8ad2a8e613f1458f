/** Bytes a token has in English prose, about. */
const BYTES_PER_TOKEN = 4;

/** Tokens so many bytes of input are taken for, before anybody has counted them. */
export function estimateTokens(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}
