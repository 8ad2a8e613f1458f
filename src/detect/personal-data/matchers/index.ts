import type { Matcher } from "../matcher.ts";
import { birthDate } from "./birth-date.ts";
import { coordinates } from "./coordinates.ts";
import { email } from "./email.ts";
import { ipAddress } from "./ip-address.ts";
import { machineReadableZone } from "./machine-readable-zone.ts";
import { personName } from "./person-name.ts";
import { phone } from "./phone.ts";
import { postalAddress } from "./postal-address.ts";

export { isStreetWord } from "./street-words.ts";

/** What has no fixed layout, and so its own way of being looked for. */
export const matchers: readonly Matcher[] = [
  birthDate,
  coordinates,
  email,
  ipAddress,
  machineReadableZone,
  personName,
  phone,
  postalAddress,
];
