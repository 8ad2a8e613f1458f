/** Whether a name of an archive's entry leads out of the folder it is unpacked to, on any system. */
export function leavesFolder(name: string): boolean {
  const path = name.replaceAll("\\", "/");
  return path.startsWith("/") || isDrive(path) || path.split("/").includes("..");
}

/**
 * Whether a link leads out of the folder: its target is read from the folder in which the link lies.
 * A path that goes up and comes back in through the folder's own name counts as leaving.
 */
export function linkLeavesFolder(name: string, target: string): boolean {
  const path = target.replaceAll("\\", "/");
  if (path.startsWith("/") || isDrive(path)) return true;
  let depth = name.split("/").filter((part) => part !== "" && part !== ".").length - 1;
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    depth += part === ".." ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

const isDrive = (path: string): boolean => /^[A-Za-z]:/.test(path);
