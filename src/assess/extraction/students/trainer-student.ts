import type { Trainer } from "../../../models/train/index.ts";
import type { Student } from "./student.ts";

/** A copy by any trainer, such as trees. It learns from labels alone and has no gradients. */
export const trainerStudent = (trainer: Trainer): Student => ({
  name: trainer.name,
  train: ({ rows, labels, classes }, random) => ({
    chances: trainer.train({ rows, labels, classes }, random),
  }),
});
