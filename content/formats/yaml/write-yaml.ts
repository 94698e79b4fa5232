import { Document, Scalar, visit } from 'yaml'

/** Text that is written as a block, line for line as it is, where a block can hold it. */
export function codeBlock(text: string): Scalar<string> {
  const scalar = new Scalar(text)
  scalar.type = fitsBlock(text) ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE'
  return scalar
}

/** A block holds no control characters, takes a carriage return for a line break and blank lines for none. */
function fitsBlock(text: string): boolean {
  return /\S/.test(text) && !/[^\P{C}\n\t]|[\uFEFF\u2028\u2029]/u.test(text)
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
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && node.value.includes('\n') && !fitsBlock(node.value))
        node.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0, singleQuote: true })
}
