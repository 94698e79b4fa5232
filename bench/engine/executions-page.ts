import { addHistory } from './history.ts'
import type { Product } from './http.ts'
import { median } from './measure.ts'

/** Median milliseconds of the requests that the page of executions makes, with so many runs in the past. */
export async function executionsPage(product: Product, runs: number): Promise<Record<string, number>> {
  await addHistory(product.pool, product.schema, runs, false)
  const { rows } = await product.pool.query(`select id from ${product.schema}.runs order by id desc offset 49 limit 1`)
  const requests = {
    firstPage: '/runs?limit=50',
    secondPage: `/runs?limit=50&cursor=${rows[0]?.id}`,
    byStatus: '/runs?limit=50&status=failed',
    byRareStatus: '/runs?limit=50&status=waiting',
    byPlaybook: '/runs?limit=50&playbookId=p7',
    byPlaybookAndStatus: '/runs?limit=50&playbookId=p7&status=failed',
    byName: `/runs?limit=50&query=${encodeURIComponent('name ~ "Playbook 7"')}`,
    ofLastWeek: `/runs?limit=50&query=${encodeURIComponent('queued > -7d and status = failed')}`,
  }
  const taken: Record<string, number> = {}
  for (const [name, path] of Object.entries(requests)) {
    await product.get(path, 2)
    taken[name] = Math.round(median(await product.get(path, 9)))
  }
  return taken
}
