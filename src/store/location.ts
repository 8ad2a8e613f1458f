/** Which database: a file on this machine, or a PostgreSQL address. */
export type StoreLocation = { readonly path: string } | { readonly url: string };

/** `DATABASE_URL` where it is set, and the workspace's own file otherwise. */
export function storeLocation(
  env: Readonly<Record<string, string | undefined>>,
  path: string,
): StoreLocation {
  const url = env["DATABASE_URL"];
  return url === undefined || url === "" ? { path } : { url };
}
