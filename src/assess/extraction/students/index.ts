export { logisticStudent, perceptronStudent } from "./network-student.ts";
export { labelsOf, type Copy, type Student } from "./student.ts";
export { trainerStudent } from "./trainer-student.ts";
