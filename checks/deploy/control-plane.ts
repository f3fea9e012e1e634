import { REGION } from '../ministack/ministack.js';

interface Named {
  readonly id: string;
  readonly value: string;
}

/** Calls of API Gateway's control plane, which MiniStack takes with any signature. */
export interface ControlPlane {
  readonly issueKey: (name: string, usagePlanId: string) => Promise<Named>;
  readonly deploymentOf: (restApiId: string, stage: string) => Promise<string>;
  readonly restApiIds: () => Promise<readonly string[]>;
  readonly describeUsagePlan: (id: string) => Promise<unknown>;
  readonly describeStage: (restApiId: string, stage: string) => Promise<unknown>;
}

export function controlPlane(endpoint: string): ControlPlane {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${endpoint}${path}`, {
      method,
      headers: { authorization: credential(), 'content-type': 'application/json' },
      signal: AbortSignal.timeout(20_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} → ${response.status} ${text}`);
    return JSON.parse(text);
  };
  return {
    issueKey: async (name, usagePlanId) => {
      const key = await call('POST', '/apikeys', { name, enabled: true });
      await call('POST', `/usageplans/${usagePlanId}/keys`, { keyId: key.id, keyType: 'API_KEY' });
      return key;
    },
    deploymentOf: async (api, stage) => (await call('GET', `/restapis/${api}/stages/${stage}`)).deploymentId,
    restApiIds: async () => {
      const { item = [] } = await call('GET', '/restapis');
      return item.map((api: Named) => api.id);
    },
    describeUsagePlan: (id) => call('GET', `/usageplans/${id}`),
    describeStage: (api, stage) => call('GET', `/restapis/${api}/stages/${stage}`),
  };
}

/** Tells MiniStack the service; the signature itself it does not look at. */
function credential(): string {
  const scope = `20260101/${REGION}/apigateway/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=host, Signature=0`;
}
