export { dataIn, mayCarry, type Carried } from "./data-in.ts";
export { givenByUser } from "./given-by-user.ts";
export { needsNoClick, settingReach, type WrittenKind } from "./kind-at.ts";
export { longestAddress, scanAddresses, type WrittenAddress } from "./scan-addresses.ts";
