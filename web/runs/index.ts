export { AnswerButtons } from './AnswerButtons.tsx'
export { IncidentRuns } from './IncidentRuns.tsx'
export { Length, NodeTag, RunTag } from './RunTag.tsx'
