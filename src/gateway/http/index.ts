export { decompress } from "./decompress.ts";
export { deeperThan } from "./depth.ts";
export { clientHeaders, flatHeaders, upstreamHeaders } from "./headers.ts";
export { jsonBody } from "./json-body.ts";
export { writeReply } from "./reply.ts";
export { requestBody } from "./request-body.ts";
