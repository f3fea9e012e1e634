// expect: Property 'to' is missing
import { route } from 'gatewright';

route('GET /books', { auth: 'public' });
// ^here
