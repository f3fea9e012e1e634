// expect: Property 'entry' is missing in type 'HttpBackend<"https://own.example">' but required in type 'LambdaBackend'
import { authorizer, http } from 'gatewright';

authorizer('own', http('https://own.example'));
// ^here
