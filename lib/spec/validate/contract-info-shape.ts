import { objectOf, optional, recordOf, type Shape, text } from './shape.js';

export const externalDocsShape: Shape = objectOf({ url: text, description: optional(text) });

/** What is read of a gateway's `contract`. */
export const contractInfoShape: Shape = objectOf({
  title: optional(text),
  version: optional(text),
  description: optional(text),
  license: optional(objectOf({ name: text, identifier: optional(text), url: optional(text) })),
  contact: optional(objectOf({ name: optional(text), url: optional(text), email: optional(text) })),
  termsOfService: optional(text),
  externalDocs: optional(externalDocsShape),
  tags: optional(recordOf(text)),
});
