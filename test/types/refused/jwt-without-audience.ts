// expect: Property 'audience' is missing
import { jwt } from 'gatewright';

jwt('staff', { issuer: 'https://id.example/' });
// ^here
