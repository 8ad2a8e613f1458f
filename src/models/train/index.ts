export { trainNetwork, type NetworkOptions } from "./network.ts";
export { logisticTrainer, perceptronTrainer } from "./neural.ts";
export { boostedTreesTrainer, forestTrainer } from "./trees.ts";
export { pickRows, softmax, type LabelledRows, type ProbabilityModel, type Trainer } from "./trainer.ts";
