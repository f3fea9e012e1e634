// expect: is not assignable to parameter of type 'Requirement'
import { jwt } from 'gatewright';

const staff = jwt('staff', { issuer: 'https://id.example/', audience: 'shop' });
staff.require({});
// ^here
