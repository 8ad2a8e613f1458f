import { softmax, trainNetwork, type NetworkOptions } from "../../../models/train/index.ts";
import type { Student } from "./student.ts";

/** Of a thief who knows the kind of model: a perceptron with one hidden layer. */
export const perceptronStudent = (options: Partial<NetworkOptions> = {}): Student =>
  networkStudent("perceptron", { hidden: 64, batch: 32, rate: 0.002, decay: 1e-4, ...options });

/** The least a thief can do: logistic regression. */
export const logisticStudent = (options: Partial<Omit<NetworkOptions, "hidden">> = {}): Student =>
  networkStudent("logistic", { batch: 32, rate: 0.02, decay: 1e-4, ...options, hidden: 0 });

type Given = Omit<NetworkOptions, "epochs"> & { readonly epochs?: number };

/** Rows that are learned from in all, each as often as there are epochs: few answers are gone over more often. */
const rowsInAll = 60_000;
const [fewest, most] = [30, 300];

function networkStudent(name: string, options: Given): Student {
  return {
    name,
    train(answered, random, { domain }) {
      const { rows, classes } = answered;
      const usual = Math.min(most, Math.max(fewest, Math.round(rowsInAll / Math.max(1, rows.count))));
      // Features of one domain are in one unit.
      const scaling = domain === undefined ? "each" : "together";
      const chosen = { scaling, ...options, epochs: options.epochs ?? usual } as const;
      const network = trainNetwork(answered, chosen, random);
      return {
        chances: (asked) => softmax(network.logits(asked), classes),
        gradients: (input, output) => network.gradients(input, output),
      };
    },
  };
}
