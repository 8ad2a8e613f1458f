export interface ReviewedFile {
  /** With `/`, from the root of the review. */
  readonly path: string;
  read(): Promise<Uint8Array>;
}

/** Files that are in memory, as the review takes them. */
export async function* memoryFiles(
  files: readonly { readonly path: string; readonly bytes: Uint8Array | string }[],
): AsyncGenerator<ReviewedFile> {
  for (const { path, bytes } of files)
    yield {
      path,
      read: async () => (typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes),
    };
}
