// expect: is not assignable to
import { jwt } from 'gatewright';

jwt('staff', { issuer: ['https://a.example', 'https://b.example'], audience: 'shop', jwksUri: 'https://keys.example' });
// ^here
