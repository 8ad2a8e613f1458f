export {
  badRequest,
  problem,
  problemKinds,
  unreadableAnswer,
  WireError,
  type Problem,
  type ProblemKind,
} from "./problem.ts";
