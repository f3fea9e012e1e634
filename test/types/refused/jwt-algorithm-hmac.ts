// expect: Type '"HS256"' is not assignable to type
import { jwt } from 'gatewright';

jwt('staff', { issuer: 'https://id.example/', audience: 'shop', algorithms: ['HS256'] });
// ^here
