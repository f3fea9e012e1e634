export { contractDocument } from './contract-document.js';
export type { OpenApiDocument } from './open-api.js';
export type { ContractNote } from './schema-store.js';
