export { logisticTrainer, perceptronTrainer } from "./neural.ts";
export { boostedTreesTrainer, forestTrainer } from "./trees.ts";
export { pickRows, type LabelledRows, type ProbabilityModel, type Trainer } from "./trainer.ts";
