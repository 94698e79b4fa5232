import { describe, expect, it } from 'vitest'
import { findBoundaryBreaks } from './boundaries.mjs'

const breaks = (files: Record<string, string>): string[] => findBoundaryBreaks(new Map(Object.entries(files)))

describe('the boundary check', () => {
  it('lets a module import from its left through the index, and packages as the table says', () => {
    const found = breaks({
      'contracts/incident.ts': `import { z } from 'zod'`,
      'engine/playbook/graph.ts': `import type { Incident } from '@tocsin/contracts/incident.ts'`,
      'server/platform/index.ts': `export * from './database/pool.ts'`,
      'server/platform/database/pool.ts': `import pg from 'pg'`,
      'server/tasks/index.ts': `import { emit } from '../platform/index.ts'`,
      'server/incidents/index.ts': `import { createTask } from '../tasks/index.ts'\nimport './notes/add-note.ts'`,
      'server/incidents/notes/add-note.ts': `import { Failure } from '../../platform/index.ts'`,
      'server/main.ts': `import '../server/incidents/notes/add-note.ts'`,
      'web/canvas.tsx': `import { graph } from '@tocsin/engine/playbook/graph.ts'`,
      'bench/engine.ts': `import '../server/incidents/notes/add-note.ts'`,
    })
    expect(found).toEqual([])
  })

  it('names the module to the right, types included, with the line', () => {
    const found = breaks({
      'server/tasks/close-task.ts': `import { z } from 'zod'\n\nimport type { Incident } from '../incidents/index.ts'`,
      'server/incidents/index.ts': '',
    })
    expect(found).toEqual([
      'server/tasks/close-task.ts:3 imports server/incidents/index.ts: "incidents" stands to the right of "tasks" in the order of modules; let "incidents" listen to an event of "tasks" instead.',
    ])
  })

  it.each([
    ['export { a } from', `export { a } from '../incidents/index.ts'`],
    ['a dynamic import', `const a = await import('../incidents/index.ts')`],
    ['a type in place', `type A = import('../incidents/index.ts').A`],
  ])('sees %s', (_, text) => {
    expect(breaks({ 'server/tasks/index.ts': text, 'server/incidents/index.ts': '' })).toHaveLength(1)
  })

  it('does not take text in strings and comments for imports', () => {
    const text = `// import '../incidents/index.ts'\nconst a = "import x from '../incidents/index.ts'"`
    expect(breaks({ 'server/tasks/index.ts': text, 'server/incidents/index.ts': '' })).toEqual([])
  })

  it('sends imports from the inside of another module to its index', () => {
    const [found] = breaks({
      'server/incidents/index.ts': `import '../tasks/task-store.ts'`,
      'server/tasks/task-store.ts': '',
    })
    expect(found).toContain('is in server/tasks/index.ts')
  })

  it('lets a module add its tables to the types of the platform', () => {
    const text = `declare module '../platform/database/tables.ts' {\n  interface Tables { tasks: Task }\n}\nexport interface Task { id: string }`
    expect(breaks({ 'server/tasks/tables.ts': text, 'server/platform/database/tables.ts': '' })).toEqual([])
  })

  it('lets modules enter a folder of the platform by its index, and no deeper', () => {
    const files = { 'server/platform/lists/index.ts': '', 'server/platform/lists/page.ts': '' }
    expect(breaks({ ...files, 'server/tasks/a.ts': `import '../platform/lists/index.ts'` })).toEqual([])
    expect(breaks({ ...files, 'server/tasks/a.ts': `import '../platform/lists/page.ts'` })).toHaveLength(1)
  })

  it('keeps modules ignorant of what composes them', () => {
    const found = breaks({
      'server/tasks/index.ts': `import '../deployment.ts'\nimport '../roles/serve.ts'`,
      'server/deployment.ts': '',
      'server/roles/serve.ts': '',
    })
    expect(found).toHaveLength(2)
  })

  it.each([
    ['contracts/a.ts', `import 'node:fs'`, 'only zod'],
    ['contracts/a.ts', `import '@tocsin/engine'`, 'nothing of ours'],
    ['engine/a.ts', `import '@tocsin/server'`, 'of ours only "contracts"'],
    ['bridge/a.ts', `import '@tocsin/engine'`, '"action-runner"'],
    ['web/a.tsx', `import '@tocsin/engine/worker/claim.ts'`, '"engine/playbook", "engine/values"'],
    ['web/a.tsx', `import '@tocsin/engine'`, '"engine/playbook", "engine/values"'],
    ['packs/x/a.ts', `import '@tocsin/contracts'`, 'nothing of ours'],
    ['content/a.ts', `import '../contracts/incident.ts'`, 'by its name, @tocsin/contracts'],
    ['server/incidents/a.ts', `import '@tocsin/testkit'`, 'of ours only'],
  ])('refuses in %s: %s', (path, text, reason) => {
    const found = breaks({
      [path]: text,
      'engine/index.ts': '',
      'engine/worker/claim.ts': '',
      'contracts/incident.ts': '',
    })
    expect(found).toEqual([expect.stringContaining(reason)])
  })

  it('lets tests use the testkit and modules to the right', () => {
    const text = `import '@tocsin/testkit'\nimport '../incidents/index.ts'`
    expect(breaks({ 'server/tasks/close.test.ts': text, 'server/incidents/index.ts': '' })).toEqual([])
  })

  it('shows the shortest circle of imports once', () => {
    const found = breaks({
      'engine/a.ts': `import './b.ts'`,
      'engine/b.ts': `import type { C } from './c.ts'`,
      'engine/c.ts': `import './b.ts'\nimport './a.ts'`,
    })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(
      /engine\/b\.ts > engine\/c\.ts > engine\/b\.ts|engine\/c\.ts > engine\/b\.ts > engine\/c\.ts/,
    )
  })

  it('asks for a place in the order for a new module', () => {
    expect(breaks({ 'server/weather/index.ts': '' })).toEqual([expect.stringContaining('no place in the order')])
  })
})
