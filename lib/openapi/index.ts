export type { ApiBody, BackendRef, BodyRefs } from './body-refs.js';
export { httpApiBody } from './http-api-body.js';
export { restApiBody } from './rest-api-body.js';
