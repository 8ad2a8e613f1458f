/** A check that a base64 text holds exactly so many bytes, unpadded bits zero: keys of fixed length do. */
export const bytesInBase64 =
  (bytes: number) =>
  (text: string): false | undefined => {
    const held = Buffer.from(text, "base64");
    return held.length === bytes && held.toString("base64") === text ? undefined : false;
  };
