import type { CodeRule } from "../../contract/index.ts";
import { loadsCode, unpickles } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "torch-rpc-exposed",
  title: "Whoever reaches the port of this process can have it call any function",
  severity: "high",
  cwe: ["CWE-306", "CWE-502"],
  atlas: ["AML.T0049", "AML.T0011.000"],
  owasp: ["ML06:2023", "A07:2021"],
  remedy:
    'Keep RPC inside a network of its own that nothing else can reach, or use collectives instead: `torch.distributed.init_process_group("nccl")` with `all_reduce` sends numbers only.',
  check: unpickles({
    calls: [
      "torch.distributed.rpc.init_rpc",
      "torch.distributed.nn.RemoteModule",
      "torch.distributed.nn.api.remote_module.RemoteModule",
      "torch.distributed.rpc.server_process_global_profile",
    ],
    says: ({ method }) => `\`${method}\` answers pickled calls of any peer, without asking who it is.`,
  }),
};
