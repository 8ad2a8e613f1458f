export {
  badRequest,
  problem,
  problemKinds,
  readAnswer,
  unreadableAnswer,
  WireError,
  type Problem,
  type ProblemKind,
} from "./problem.ts";
