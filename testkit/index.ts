export { type Answer, type ApiClient, createApiClient } from './api-client.ts'
export {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  createTestDeployment,
  createTestInstance,
  type TestDeployment,
  type TestInstance,
  testActor,
} from './deployment.ts'
export { eventually } from './eventually.ts'
