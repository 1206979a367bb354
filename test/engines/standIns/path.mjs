// What the library takes of node:path to name files.
export const join = (...parts) => parts.join("/");
export const dirname = (path) => path.replace(/\/[^/]*$/, "");
