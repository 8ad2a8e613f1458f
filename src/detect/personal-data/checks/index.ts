export { isRepeated, numberAt, remainder, valueAt, weighted, weightedDigitSums } from "./digits.ts";
export { isDate, isDayFirst, isLifeYear, isLongDate, isShortDate } from "./dates.ts";
export { isLuhn } from "./luhn.ts";
export { isMod11and10, isMod11and2, mod97 } from "./iso7064.ts";
export { isVerhoeff } from "./verhoeff.ts";
export { isBase58Check, isMixedCaseAddress, isSegwitAddress } from "./wallets.ts";
