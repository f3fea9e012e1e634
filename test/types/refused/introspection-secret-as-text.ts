// expect: Type 'string' is not assignable to type 'Secret'
import { introspection } from 'gatewright';

introspection('opaque', { endpoint: 'https://id.example/', client: { id: 'a', secret: 'sesame' } });
// ^here
