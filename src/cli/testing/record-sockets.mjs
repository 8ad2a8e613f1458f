// Preloaded by a test (`node --import`): writes down every connection, listening socket, datagram and name
// look-up of the process, from below everything that could open one.
import dgram from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import net from "node:net";

const file = process.env.BARTIZAN_SOCKET_LOG;
const note = (kind, what) => appendFileSync(file, `${JSON.stringify({ kind, what: String(what) })}\n`);

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function recorded(...args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof first === "object" ? first : { port: first, host: second };
  note("connect", options.path ?? options.host ?? "localhost");
  return connect.apply(this, args);
};
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function recorded(...args) {
  this.once("listening", () => {
    const address = this.address();
    note("listen", typeof address === "string" ? address : (address?.address ?? "?"));
  });
  return listen.apply(this, args);
};
for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) {
  const original = dns[name];
  dns[name] = function recorded(host, ...rest) {
    note("dns", host);
    return original.call(this, host, ...rest);
  };
}
const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function recorded(...args) {
  note("datagram", args.find((arg) => typeof arg === "string") ?? "?");
  return send.apply(this, args);
};
