import { useParams } from "@tanstack/react-router";

/** One `$name` of the page's path; empty when the path has none of that name. */
export function usePathParam(name: string): string {
  const params: Readonly<Record<string, unknown>> = useParams({ strict: false });
  const value = params[name];
  return typeof value === "string" ? value : "";
}
