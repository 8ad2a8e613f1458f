export { dataIn, mayCarry } from "./data-in.ts";
export { givenByUser } from "./given-by-user.ts";
export { needsNoClick, settingReach } from "./kind-at.ts";
export { longestAddress, scanAddresses, type WrittenAddress } from "./scan-addresses.ts";
