export { AnswerButtons } from './AnswerButtons.tsx'
export { IncidentRuns } from './IncidentRuns.tsx'
export { RunGraph } from './lazy-run-graph.tsx'
export { Length, NodeTag, RunTag } from './RunTag.tsx'
