// expect: Source has 0 element(s) but target requires 1
import { jwt } from 'gatewright';

const staff = jwt('staff', { issuer: 'https://id.example/', audience: 'shop' });
staff.require({ scopes: { allOf: [] } });
// ^here
