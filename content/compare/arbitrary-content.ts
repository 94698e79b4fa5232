import fc from 'fast-check'

const leaf = fc.oneof(fc.constantFrom<unknown>('a', 'b', '', 0, 1, true, null), fc.constant(['x', 'y']))
const inputs = fc.dictionary(fc.constantFrom('ip', 'url', 'a/b', 'a~b', '#order'), leaf, { maxKeys: 3 })
const reference = fc.record({ ref: fc.constantFrom('node', 'param'), path: fc.constantFrom('x', 'y') })

const entity = fc.record(
  {
    kind: fc.constantFrom('action', 'end'),
    inputs,
    resource: fc.oneof(leaf, reference),
    list: fc.array(fc.constantFrom(1, 2)),
  },
  { requiredKeys: [] },
)

/** Lists of objects with ids out of few, so that two of them often share some. */
const entities = fc
  .uniqueArray(fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5', 'n6'), { maxLength: 5 })
  .chain((ids) => fc.tuple(...ids.map((id) => entity.map((own) => ({ id, ...own })))))

/** Bodies as content items have them: keys, nested maps, lists by id, plain lists. */
export const body = fc.record(
  {
    name: leaf,
    enabled: fc.boolean(),
    settings: inputs,
    nodes: entities,
    links: entities,
    tags: fc.array(fc.string()),
  },
  { requiredKeys: [] },
)
