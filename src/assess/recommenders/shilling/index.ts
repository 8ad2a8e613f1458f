export {
  averageAttack,
  averageOverPopular,
  bandwagonAttack,
  randomAttack,
  shillingProfiles,
  targetedAttack,
  type ShillingAttack,
  type ShillingContext,
} from "./attacks.ts";
