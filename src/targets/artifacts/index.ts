import { locationErrors } from "./errors.ts";
import { openHttps } from "./https/open.ts";
import { openHuggingFace } from "./huggingface/open.ts";
import type { OpenLocation } from "./location.ts";
import { openMlflow } from "./mlflow/open.ts";
import { openOci } from "./oci/open.ts";
import { openS3 } from "./s3/open.ts";

/** By what an address begins with. */
const kinds: Readonly<Record<string, OpenLocation>> = {
  hf: openHuggingFace,
  http: openHttps,
  https: openHttps,
  mlflow: openMlflow,
  "mlflow+http": openMlflow,
  oci: openOci,
  s3: openS3,
};

/**
 * Lists what lies at an address. Only the place it names is asked, and what that leads to.
 *
 * @throws LOCATION_*, SYSTEM_SECRET_*
 * @example const { files } = await openLocation("hf://org/name@main", {}, deps);
 */
export const openLocation: OpenLocation = async (address, settings, deps) => {
  const kind = address.slice(0, address.indexOf("://")).toLowerCase();
  const open = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (open === undefined)
    throw locationErrors.badAddress(`Nothing here knows addresses that begin with ${kind.slice(0, 20)}://.`, {
      at: `${kind.slice(0, 20)}://`,
    });
  return open(address, settings, deps);
};
export { isAddress } from "../addresses/index.ts";
export { locationErrors } from "./errors.ts";
export {
  type ClaimedDigest,
  type LocationDeps,
  type LocationSettings,
  type OpenLocation,
  type RemoteFile,
  type RemoteListing,
} from "./location.ts";
