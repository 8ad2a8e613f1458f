import { locationErrors } from "../errors.ts";
import type { OpenLocation } from "../location.ts";
import { bearer } from "../web/bearer.ts";
import { remoteSource } from "../web/remote-source.ts";
import { shownUrl, webClient } from "../web/web-client.ts";
import { safePath } from "../web/safe-path.ts";

/** `https://host/file`: one file. `http://` too, where a person names it so. */
export const openHttps: OpenLocation = async (address, settings, deps) => {
  const url = URL.parse(address);
  if (url === null || url.hostname === "")
    throw locationErrors.badAddress("This is no web address.", { at: "https://" });
  if (url.username !== "" || url.password !== "")
    throw locationErrors.badAddress(
      "A password does not belong into an address: it would stand in the report. Name it with `--token`.",
      { at: url.host },
    );
  url.hash = "";
  const authorise = await bearer(url, settings, deps);
  const client = webClient(url, settings, deps);
  const name = safePath(decoded(url.pathname).split("/").at(-1) ?? "") ?? "file";
  return {
    address: shownUrl(url),
    single: true,
    files: [
      {
        path: name,
        open: () => remoteSource(client, { url, ...(authorise === undefined ? {} : { authorise }) }),
      },
    ],
    notes: [],
    fetched: () => client.fetched(),
    dispose: () => client.dispose(),
  };
};

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
