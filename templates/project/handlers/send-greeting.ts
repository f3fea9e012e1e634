import { problem } from 'gatewright/runtime';
import { sendGreeting } from '../gateway.js';

// The body was checked against its schema, and the token by API Gateway, before this runs.
export const handler = sendGreeting.handle(({ body, caller, requestId }) => {
  if (body.to === caller.subject) return problem(422, { title: 'Greet somebody else' });
  return { status: 201, body: { id: requestId, from: caller.subject, to: body.to, text: body.text } };
});
