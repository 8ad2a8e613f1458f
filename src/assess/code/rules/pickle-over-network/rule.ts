import { stringOf, type CodeRule } from "../../contract/index.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

const local = /^(?:127\.|localhost$|::1$)/;

export const rule: CodeRule = {
  ...loadsCode,
  id: "pickle-over-network",
  title: "What arrives at a socket is unpickled",
  severity: "high",
  cwe: ["CWE-502", "CWE-306"],
  atlas: ["AML.T0049", "AML.T0011.000"],
  remedy:
    "Send JSON or msgpack: `socket.recv_json()` or `msgspec.msgpack.decode(socket.recv(), type=Request)`. Between processes of one machine use an `ipc://` address in a folder of your own.",
  check(file, report): void {
    for (const call of file.callsTo("**.recv_pyobj"))
      report(call, "`recv_pyobj` unpickles whatever a peer sends.");
    for (const call of file.callsTo(
      "multiprocessing.connection.Listener",
      "multiprocessing.managers.BaseManager",
    )) {
      const address = call.argument("address", 0);
      const [host] = address?.kind === "list" ? address.items : [];
      const name = stringOf(host);
      if (name === undefined || local.test(name) || call.open) continue;
      const key = call.argument("authkey", call.method === "Listener" ? 3 : 1);
      if (key !== undefined && stringOf(key) === undefined) continue;
      report(call, "Peers are answered in pickles, and their key is missing or written in the code.");
    }
  },
};
