export {
  attackFamilies,
  generateAttacks,
  generateCarriers,
  type Attack,
  type GrammarOptions,
} from "./generate.ts";
