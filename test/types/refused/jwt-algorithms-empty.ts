// expect: Source has 0 element(s) but target requires 1
import { jwt } from 'gatewright';

jwt('staff', { issuer: 'https://id.example/', audience: 'shop', algorithms: [] });
// ^here
