import { locationErrors } from "../errors.ts";

/** The base that requests of a location start from; ends with `/`. @throws LOCATION_BAD_ADDRESS */
export function endpointOf(text: string): URL {
  const url = URL.parse(text.endsWith("/") ? text : `${text}/`);
  if (
    url === null ||
    (url.protocol !== "https:" && url.protocol !== "http:") ||
    url.username !== "" ||
    url.password !== "" ||
    url.search !== ""
  )
    throw locationErrors.badAddress("An endpoint is such as https://host:port, without password and query.", {
      field: "endpoint",
    });
  url.hash = "";
  return url;
}
