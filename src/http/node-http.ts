/**
 * What is taken of `node:http` as values. To import one from an ES module would have Node read all the exports of that module, and so load the whole of its
 * `fetch` and `WebSocket`, which nobody here needs before the first answer: a tenth of the start and several mebibytes.
 */
export const { STATUS_CODES } = process.getBuiltinModule('node:http');
