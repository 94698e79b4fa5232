import { describeRunStore } from '../store-suite.ts'
import { MemoryQueue } from './memory-queue.ts'
import { MemoryRunStore } from './memory-run-store.ts'

describeRunStore('in memory', async () => {
  const queue = new MemoryQueue()
  const store = new MemoryRunStore(queue)
  return {
    store,
    startRun: async (run) => store.startRun({ role: 'r', schema: 's' }, run),
    answerWait: async (runId, nodeId, answer) => store.answerWait(runId, nodeId, answer),
    kill: async (runId) => store.sendSignal(runId, { kind: 'kill', by: null, reason: null }),
    claim: async () => queue.claim(),
    abandon: () => queue.stop(),
    close: async () => {},
  }
})
