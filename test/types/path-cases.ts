/** One grammar, two evaluators: `path-cases.test-d.ts` holds the types to this table, `test/spec/path.test.ts` the run time. */
export const ACCEPTED = [
  { pattern: 'GET /', shape: '/', params: [] },
  { pattern: 'GET /books', shape: '/books', params: [] },
  { pattern: 'POST /books/{isbn}', shape: '/books/{}', params: ['isbn'] },
  { pattern: 'PUT /a/{b}/c/{d}', shape: '/a/{}/c/{}', params: ['b', 'd'] },
  { pattern: 'PATCH /{only}', shape: '/{}', params: ['only'] },
  { pattern: 'DELETE /files/{path+}', shape: '/files/{+}', params: ['path'] },
  { pattern: 'ANY /{proxy+}', shape: '/{+}', params: ['proxy'] },
  { pattern: 'HEAD /shops/{shop}/{rest+}', shape: '/shops/{}/{+}', params: ['shop', 'rest'] },
  { pattern: 'OPTIONS /v1.2/a_b-c:d', shape: '/v1.2/a_b-c:d', params: [] },
  { pattern: 'GET /{a-b}/{c_d}/{e.f}', shape: '/{}/{}/{}', params: ['a-b', 'c_d', 'e.f'] },
  { pattern: 'GET /books/{__proto__}', shape: '/books/{}', params: ['__proto__'] },
  { pattern: 'GET /a/a/a', shape: '/a/a/a', params: [] },
  { pattern: 'GET /id/{id}', shape: '/id/{}', params: ['id'] },
] as const;

export const REFUSED_PATHS = [
  { pattern: 'GET books', reason: 'the path "books" must begin with "/"' },
  { pattern: 'GET ', reason: 'the path "" must begin with "/"' },
  { pattern: 'GET  /books', reason: 'the path " /books" must begin with "/"' },
  { pattern: 'GET {proxy+}', reason: 'the path "{proxy+}" must begin with "/"' },
  { pattern: 'GET /books/', reason: 'a path has no empty segment and no slash at its end' },
  { pattern: 'GET //', reason: 'a path has no empty segment and no slash at its end' },
  { pattern: 'GET //books', reason: 'a path has no empty segment and no slash at its end' },
  { pattern: 'GET /a//b', reason: 'a path has no empty segment and no slash at its end' },
  { pattern: 'GET /{rest+}/', reason: '"{rest+}" takes the rest of the path, so it must be the last segment' },
  { pattern: 'GET /{rest+}/x', reason: '"{rest+}" takes the rest of the path, so it must be the last segment' },
  { pattern: 'GET /{}', reason: 'a path parameter needs a name' },
  { pattern: 'GET /{}/x', reason: 'a path parameter needs a name' },
  { pattern: 'GET /{+}', reason: 'a path parameter needs a name' },
  { pattern: 'GET /{a}/{a}', reason: 'the path names the parameter "a" twice' },
  { pattern: 'GET /{a}/b/{a}/c', reason: 'the path names the parameter "a" twice' },
  { pattern: 'GET /{a}/{a+}', reason: 'the path names the parameter "a" twice' },
  { pattern: 'GET /v{major}', reason: '"v{major}": a parameter is a whole segment, {like} this' },
  { pattern: 'GET /{id}.json', reason: '"{id}.json": a parameter is a whole segment, {like} this' },
  { pattern: 'GET /{id', reason: '"{id": a parameter is a whole segment, {like} this' },
  { pattern: 'GET /id}', reason: '"id}": a parameter is a whole segment, {like} this' },
] as const;

const METHODS = 'one of GET POST PUT PATCH DELETE HEAD OPTIONS ANY';
export const REFUSED_METHODS = [
  { pattern: 'GETT /books', reason: `"GETT" is not a method: ${METHODS}` },
  { pattern: 'get /books', reason: `"get" is not a method: ${METHODS}` },
  { pattern: 'TRACE /books', reason: `"TRACE" is not a method: ${METHODS}` },
  { pattern: ' GET /books', reason: `"" is not a method: ${METHODS}` },
  { pattern: 'GET', reason: 'a route is a method, one space and a path: "GET /books/{isbn}"' },
  { pattern: '/books', reason: 'a route is a method, one space and a path: "GET /books/{isbn}"' },
  { pattern: '', reason: 'a route is a method, one space and a path: "GET /books/{isbn}"' },
] as const;

/** Characters are for the run time alone: types would have to spell out each of them. */
export const REFUSED_AT_RUN_TIME = [
  { path: '/bücher', reason: '"bücher": a literal segment is made of letters, digits and . _ : -' },
  { path: '/a b', reason: '"a b": a literal segment is made of letters, digits and . _ : -' },
  { path: '/a%20b', reason: '"a%20b": a literal segment is made of letters, digits and . _ : -' },
  { path: '/a?b=c', reason: '"a?b=c": a literal segment is made of letters, digits and . _ : -' },
  { path: '/*', reason: '"*": a literal segment is made of letters, digits and . _ : -' },
  { path: '/{a b}', reason: `"a b": a parameter's name is made of letters, digits and . _ -` },
  { path: '/{a}{b}', reason: `"a}{b": a parameter's name is made of letters, digits and . _ -` },
  { path: '/{é+}', reason: `"é": a parameter's name is made of letters, digits and . _ -` },
  { path: '/{a++}', reason: `"a+": a parameter's name is made of letters, digits and . _ -` },
] as const;
