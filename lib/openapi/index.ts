export type { ApiBody, BackendRef, BodyRefs } from './body-refs.js';
export { httpApiBody, servedMethods } from './http-api-body.js';
export { ANY_METHODS } from './paths.js';
export { restApiBody } from './rest-api-body.js';
