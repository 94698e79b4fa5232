import type { Json } from '@tocsin/contracts/lists.ts'
import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { readJson } from '../values/read-json.ts'

/** An input with all that the Start node declares, from its examples; names are kept exactly (NOD-06). */
export function startExample(graph: PlaybookGraph): string {
  const start = graph.nodes.find((node) => node.kind === 'start')
  const entries = (start?.params ?? [])
    .filter(({ path }) => path.trim() !== '')
    .map(({ path, example }): [string, Json] => [path, exampleValue(example ?? '')])
  return JSON.stringify(Object.fromEntries(entries), null, 2)
}

/** Lists, objects, numbers, true and false as such; anything else is text. */
function exampleValue(example: string): Json {
  const read = readJson(example)
  return 'value' in read && typeof read.value !== 'string' ? read.value : example
}
