import { isRepeated, valueAt, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const vinValues = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
const macWords = ["mac", "device", "hardware", "adapter", "bluetooth", "wifi", "wlan", "bssid", "ethernet"];

/** Registered for documentation (RFC 7042), all the same, or a group address. */
const isPersonalMac = (mac: string): boolean | undefined => {
  const lower = mac.toLowerCase();
  const second = valueAt(lower, 1);
  return isRepeated(lower) || lower.startsWith("00005e0053") || second % 2 === 1 ? false : undefined;
};

export const family: IdentifierFamily = {
  of: "Devices, cards and vehicles",
  country: "international",
  identifiers: [
    {
      id: "imei",
      about: "Mobile device identity (IMEI)",
      authority: "3GPP TS 23.003 and GSMA TS.06 (Luhn)",
      words: ["imei", "handset", "手机串号"],
      speaks: "with-words",
      layouts: ["9{15}", "99~999999~999999~9", "99~999999~9999999"],
      check: (text) => isLuhn(text) && !isRepeated(text),
      power: "every",
      valid: ["IMEI [[490154203237518]]", "imei: [[49-015420-323751-8]]"],
      invalid: ["IMEI 490154203237517", "490154203237518"],
    },
    {
      id: "iccid",
      about: "SIM card number (ICCID)",
      authority: "ITU-T E.118 (89, Luhn)",
      words: ["iccid", "sim", "esim", "simcard"],
      speaks: "with-words",
      layouts: ["9{19,20}", "9999 9999 9999 9999 999", "9999 9999 9999 9999 9999"],
      check: (text) => text.startsWith("89") && isLuhn(text),
      power: "every",
      valid: ["SIM [[8991101200003204514]]"],
      invalid: ["SIM 8991101200003204515", "SIM 7991101200003204512"],
    },
    {
      id: "vin",
      about: "Vehicle identification number",
      authority: "ISO 3779 and 49 CFR 565.15 (MOD 11 at the ninth place)",
      words: ["vin", "chassis", "vehicle", "fahrgestellnummer", "telaio", "bastidor", "châssis"],
      speaks: "with-words",
      layouts: ["X{17}"],
      check: (text) => {
        let sum = 0;
        for (let i = 0; i < 17; i++) {
          const value = vinValues.indexOf(text[i] ?? "");
          if (value < 0 || text[i] === ".") return false;
          sum += (value % 10) * (vinWeights[i] ?? 0);
        }
        return "0123456789X"[sum % 11] === text[8] && !isRepeated(text);
      },
      power: "most",
      valid: ["VIN [[1M8GDM9AXKP042788]]"],
      invalid: ["VIN 1M8GDM9A1KP042788", "VIN 1M8GDM9AXKP04278O", "1M8GDM9AXKP042788"],
    },
    {
      id: "mac-address",
      about: "Hardware address of a network device",
      authority: "IEEE 802 (EUI-48); RFC 7042 for the ones in documents",
      words: macWords,
      speaks: "in-layout",
      layouts: ["!hh:hh:hh:hh:hh:hh", "hh-hh-hh-hh-hh-hh", "hhhh.hhhh.hhhh"],
      check: isPersonalMac,
      unchecked: 0.5,
      valid: ["3c:22:fb:9a:10:7e", "MAC [[3C-22-FB-9A-10-7E]]"],
      invalid: ["00:00:5e:00:53:af", "ff:ff:ff:ff:ff:ff", "3c:22:fb:9a:10:7e:11", "3c-22-fb-9a-10-7e"],
    },
  ],
};
