export { startValues } from './create/steps.ts'
export { IncidentStatus } from './IncidentStatus.tsx'
