import { trainNetwork, type NetworkOptions } from "./network.ts";
import { softmax, type Trainer } from "./trainer.ts";

/** Multinomial logistic regression. */
export const logisticTrainer = (options: Partial<Omit<NetworkOptions, "hidden">> = {}): Trainer =>
  neural("logistic", { hidden: 0, epochs: 60, batch: 32, rate: 0.02, decay: 1e-4, ...options });

/** A perceptron with one hidden layer. */
export const perceptronTrainer = (options: Partial<NetworkOptions> = {}): Trainer =>
  neural("perceptron", { hidden: 64, epochs: 60, batch: 32, rate: 0.003, decay: 1e-5, ...options });

function neural(name: string, options: NetworkOptions): Trainer {
  return {
    name,
    train(data, random) {
      const network = trainNetwork(data, options, random);
      return (rows) => softmax(network.logits(rows), data.classes);
    },
  };
}
