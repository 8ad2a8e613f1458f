const longestPath = 1024;

/**
 * A path that a location tells, as one inside of it; undefined where it leads elsewhere or can be no name. Nothing is
 * ever written there: it is how a file is called in the report, and how others in the same place refer to it.
 */
export function safePath(told: string): string | undefined {
  const parts = told.split("/");
  const unfit =
    told === "" ||
    told.length > longestPath ||
    /[\\\0]/.test(told) ||
    parts.some((part) => part === "" || part === "." || part === "..");
  return unfit ? undefined : told;
}

/** A path as it stands in a URL. */
export const pathInUrl = (path: string): string => path.split("/").map(encodeURIComponent).join("/");
