import { objectOf, optional, type Shape, text } from './shape.js';

/** What is read of a gateway's `contract`. */
export const contractInfoShape: Shape = objectOf({
  version: optional(text),
  license: optional(objectOf({ name: text, identifier: optional(text), url: optional(text) })),
  contact: optional(objectOf({ name: optional(text), url: optional(text), email: optional(text) })),
});
