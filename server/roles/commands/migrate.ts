import { type Command, print, readArguments } from './command.ts'
import { withDeployment } from './with-deployment.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate',
  summary: 'Bring the database of this deployment up to date and stop',
  async run(args) {
    const { values } = readArguments(args, { json: { type: 'boolean' } })
    await withDeployment(async (deployment) => {
      const instances = await deployment.instances.list()
      print(values.json, { ok: true, instances: instances.length }, `Up to date: ${instances.length} instances.`)
    })
  },
}
