import { locationErrors } from "../errors.ts";

/**
 * Refuses a place that is not among the hosts allowed. A pattern without a port means the usual one of the
 * address; `*.example.com` means every host below it and not itself.
 *
 * @throws LOCATION_REFUSED
 */
export function refuseOtherHosts(url: URL, hosts: readonly string[] | undefined): void {
  if (hosts === undefined || hosts.some((pattern) => fits(url, pattern))) return;
  throw locationErrors.refused(
    `${url.host} is not among the hosts that are allowed: ${hosts.join(", ") || "none"}.`,
    { at: url.origin },
    { remedy: "Add it to `rules_of_engagement.artifact_hosts`, if it is meant." },
  );
}

function fits({ host, hostname, port }: URL, pattern: string): boolean {
  if (!pattern.startsWith("*.")) return host === pattern;
  const [suffix = "", wanted = ""] = pattern.slice(1).split(":");
  return port === wanted && hostname.endsWith(suffix) && hostname.length > suffix.length;
}
