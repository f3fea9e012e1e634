// expect: Source has 0 element(s) but target requires 1
import { apiKey } from 'gatewright';

apiKey('partners', { plans: [] });
// ^here
