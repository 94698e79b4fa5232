import { defineConfig } from 'vitest/config'

const timeouts = { testTimeout: 30_000, hookTimeout: 60_000, teardownTimeout: 15_000 }
/** In the second run of `npm test`, over an external PostgreSQL, only what has to do with a database. */
const pattern = process.env.TOCSIN_TEST_ONLY_DATABASE ? 'db.test' : 'test'
const ignored = ['**/node_modules/**', '**/dist/**', '**/.tocsin*/**']

export default defineConfig({
  test: {
    globalSetup: ['testkit/postgres/global-setup.ts'],
    reporters: ['default', './tools/closing-line-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...timeouts,
          name: 'rooms',
          include: [`**/*.${pattern}.ts`, `**/*.${pattern}.tsx`],
          exclude: [...ignored, 'e2e/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...timeouts,
          name: 'journeys',
          include: [`e2e/**/*.${pattern}.ts`],
          exclude: ignored,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
