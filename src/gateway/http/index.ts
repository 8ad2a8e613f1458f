export { decompress } from "./decompress.ts";
export { deeperThan } from "./depth.ts";
export { clientHeaders, flatHeaders, upstreamHeaders } from "./headers.ts";
export { jsonBody } from "./json-body.ts";
export { writeReply } from "./reply.ts";
export { requestBody, type RequestBody } from "./request-body.ts";
