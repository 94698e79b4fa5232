import { describe, expect, it } from 'vitest'
import type { Append, AppendResult } from '../journal/run-store.ts'
import { quietLog } from '../queue/engine-log.ts'
import { MemoryQueue } from '../stores/memory/memory-queue.ts'
import { MemoryRunStore } from '../stores/memory/memory-run-store.ts'
import { GroupCommit } from './group-commit.ts'

/** A store whose commits last until they are let through. */
class SlowStore extends MemoryRunStore {
  readonly underWay: { ids: string[]; finish(): void }[] = []

  constructor() {
    super(new MemoryQueue())
  }

  override append(appends: readonly Append[]): Promise<(AppendResult | Error)[]> {
    return new Promise((resolve) => {
      const ids = appends.map(({ run }) => run.id)
      this.underWay.push({ ids, finish: () => resolve(ids.map(() => 'committed')) })
    })
  }
}

/** Only what decides over the order of commits; nothing of it is stored. */
function appendOf(role: string, id: string): Append {
  const identity = { id, instance: { role, schema: role }, playbookId: 'p', playbookVersion: 1, name: 'Test' }
  const claim = { id: 1, role, lane: 'run', kind: 'run', ref: id, payload: null, fence: 1, attempts: 1 }
  return {
    run: { ...identity, subject: null, test: false, context: null },
    claim: { ...claim, takenOver: false },
    records: [],
    values: [],
    status: null,
    error: null,
    consumed: [],
    end: 'keep',
    events: [],
  }
}

/** Everything that is decided without the outside has been decided. */
async function turn(): Promise<void> {
  for (let times = 0; times < 5; times += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('commits of several instances', () => {
  it('let one with nothing under way not wait for the commits of a storm (EXE-23)', async () => {
    const store = new SlowStore()
    const commit = new GroupCommit(store, quietLog, { most: 500, flushes: 2 })
    for (const id of ['storm-1', 'storm-2']) {
      void commit.append(appendOf('storm', id))
      await turn()
    }
    const later = commit.append(appendOf('storm', 'storm-3'))
    const quiet = commit.append(appendOf('quiet', 'quiet-1'))
    await turn()
    expect(store.underWay.map(({ ids }) => ids)).toEqual([['storm-1'], ['storm-2'], ['quiet-1']])
    store.underWay[2]?.finish()
    expect(await quiet).toBe('committed')
    // What waited of the storm goes with the next commit of its own.
    store.underWay[0]?.finish()
    await turn()
    expect(store.underWay[3]?.ids).toEqual(['storm-3'])
    store.underWay[3]?.finish()
    expect(await later).toBe('committed')
    store.underWay[1]?.finish()
  })

  it('are not more than there are connections, however many instances there are', async () => {
    const store = new SlowStore()
    const commit = new GroupCommit(store, quietLog, { most: 500, flushes: 2 })
    const all: Promise<AppendResult>[] = []
    for (let number = 1; number <= 8; number += 1) {
      all.push(commit.append(appendOf(`instance-${number}`, `run-${number}`)))
      await turn()
    }
    expect(store.underWay).toHaveLength(4)
    store.underWay[0]?.finish()
    await turn()
    expect(store.underWay[4]?.ids.sort()).toEqual(['run-5', 'run-6', 'run-7', 'run-8'])
    for (const each of store.underWay) each.finish()
    expect(await Promise.all(all)).toEqual(all.map(() => 'committed'))
  })
})
