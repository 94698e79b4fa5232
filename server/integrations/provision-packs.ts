import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf, readAction, readIntegration } from '@tocsin/content'
import { allCapabilities } from '@tocsin/contracts'
import { findRoot, machineActor, type Tx } from '../platform/index.ts'
import { type ReadIntegrationFile, saveIntegration } from './save-integration.ts'

const product = machineActor({ kind: 'system', id: 'product', name: 'Tocsin' }, allCapabilities)

/** Brings the shipped integrations; one that an administrator imported over or deleted is left alone. */
export async function provisionPacks(tx: Tx): Promise<void> {
  const packs = join(findRoot(), 'packs')
  if (!existsSync(packs)) return
  for (const folder of readdirSync(packs).sort()) {
    const pack = join(packs, folder)
    if (!existsSync(join(pack, 'integration.yaml'))) continue
    const file = readPack(pack)
    const id = packId(file.definition.name)
    const known = await tx.sql
      .selectFrom('integrations')
      .select(['origin', 'document'])
      .where('id', '=', id)
      .executeTakeFirst()
    const taken = await tx.sql
      .selectFrom('integrations')
      .select('id')
      .where('name', '=', file.definition.name)
      .executeTakeFirst()
    if (!known && taken) continue
    if (known && (known.origin !== 'shipped' || (await isSame(tx, id, known.document, file)))) continue
    await saveIntegration(tx, product, file, { id, origin: 'shipped', whole: true })
  }
}

function readPack(pack: string): ReadIntegrationFile {
  const { definition } = readIntegration(readFileSync(join(pack, 'integration.yaml')))
  const folder = join(pack, 'actions')
  const names = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
  return { definition, actions: names.map((name) => readAction(readFileSync(join(folder, name)))) }
}

async function isSame(tx: Tx, id: string, document: unknown, file: ReadIntegrationFile): Promise<boolean> {
  const actions = await tx.sql.selectFrom('actions').select('document').where('integration_id', '=', id).execute()
  const sorted = (documents: unknown[]) =>
    documents
      .map((each) => hashOf(each))
      .sort()
      .join()
  return (
    hashOf(document) === hashOf(file.definition) &&
    sorted(actions.map((each) => each.document)) === sorted(file.actions.map((each) => each.definition))
  )
}

/** The same content id at every instance, so that a pushed playbook finds the shipped integration it uses. */
function packId(name: string): string {
  const digest = createHash('sha256').update(`tocsin-pack/${name}`).digest('hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}
