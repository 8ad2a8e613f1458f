export {
  benignLanguages,
  benignRoles,
  familiesOf,
  generateBenign,
  type BenignLanguage,
  type BenignOptions,
} from "./generate-benign.ts";
export { sharedBenign } from "./shared-benign.ts";
