/** How a path that a file names leaves the folder of that file. */
export type Outside = "absolute" | "parent" | "address" | "link-like";

/**
 * Whether a path of another file leaves the folder, on any system and however it is written: absolute, with a
 * drive, by `..`, with backslashes, as an address, percent-encoded, or with a zero byte that some readers stop at.
 *
 * @example outsidePath("../../etc/passwd") // "parent"
 */
export function outsidePath(path: string): Outside | undefined {
  const plain = path.replaceAll("\\", "/");
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(plain)) return "address";
  if (plain.startsWith("/") || plain.startsWith("~") || /^[a-z]:/i.test(plain)) return "absolute";
  if (path.includes("\0")) return "link-like";
  const decoded = plain.includes("%") ? plain.replaceAll(/%2e/gi, ".").replaceAll(/%2f|%5c/gi, "/") : plain;
  return decoded.split("/").some((part) => part.trim() === "..") ? "parent" : undefined;
}

export const outsideWords: Readonly<Record<Outside, string>> = {
  absolute: "an absolute path",
  parent: "a path that leaves the model's folder",
  address: "an address on the network or of a file",
  "link-like": "a path with a zero byte in it",
};
