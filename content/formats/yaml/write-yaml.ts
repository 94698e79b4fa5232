import { Document, Scalar, visit } from 'yaml'

/** Text that is written as a block, line for line as it is. */
export function codeBlock(text: string): Scalar<string> {
  const scalar = new Scalar(text)
  // A block cannot hold control characters, and a reader takes a carriage return in it for a line break.
  const fits = text !== '' && !/[^\P{C}\n\t]|[\uFEFF\u2028\u2029]/u.test(text)
  scalar.type = fits ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE'
  return scalar
}

/**
 * Writes YAML that also readers of YAML 1.1 understand alike (`'yes'` and `'1.0'` are quoted). Keys stay in order, a
 * Map keeps the order of keys that look like numbers; undefined is left out.
 */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { schema: 'core', compat: 'yaml-1.1', aliasDuplicateObjects: false })
  visit(document, {
    Collection: (_, node) => {
      if (node.items.length === 0) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0, singleQuote: true })
}
