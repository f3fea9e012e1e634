import { sign } from '../gateway.js';

export const handler = sign.handle(({ body, caller }) => ({
  status: 201,
  body: { line: body.line.toUpperCase(), by: caller.subject },
}));
