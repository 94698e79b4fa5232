import { type FieldName, type Query, QueryError, type QueryValue } from './ast.ts'
import { scanOperator, scanValue, scanWord, skipSpace } from './scan.ts'

const MAX_DEPTH = 50
/** Labels of fields have blanks; of this many words at most. */
const MAX_NAME_WORDS = 8

/**
 * Reads the query language (INC-20 … INC-24): conditions `field operator value`, `IN (…)`, `IS EMPTY`, bare words; AND,
 * OR, NOT and parentheses; two conditions beside each other are joined by AND, which binds stronger than OR.
 * `isField` says which names (internal, or labels with blanks) are fields. Null for a text without any condition.
 * Throws `QueryError` with the place.
 */
export function parseQuery(text: string, isField: (name: string) => boolean): Query | null {
  const parser = new Parser(text, isField)
  return parser.parse()
}

class Parser {
  #at = 0
  #depth = 0

  constructor(
    readonly text: string,
    readonly isField: (name: string) => boolean,
  ) {}

  parse(): Query | null {
    if (this.#skip() === this.text.length) return null
    const query = this.#either()
    if (this.#skip() < this.text.length) {
      throw new QueryError(
        this.text[this.#at] === ')' ? 'This parenthesis was never opened.' : 'This does not belong here.',
        this.#at,
      )
    }
    return query
  }

  #either(): Query {
    const parts = [this.#all()]
    while (this.#takeKeyword('OR')) parts.push(this.#all())
    return join('or', parts)
  }

  #all(): Query {
    const parts = [this.#negatable()]
    while (this.#takeKeyword('AND') || this.#startsTerm()) parts.push(this.#negatable())
    return join('and', parts)
  }

  #negatable(): Query {
    if (!this.#takeKeyword('NOT')) return this.#term()
    this.#deeper()
    const part = this.#negatable()
    this.#depth -= 1
    return { kind: 'not', part }
  }

  #term(): Query {
    const at = this.#skip()
    if (this.text[at] === '(') return this.#group(at)
    const operator = scanOperator(this.text, at)
    if (operator) throw new QueryError('A field is missing before this operator.', at, operator.end - at)
    if (at >= this.text.length || this.text[at] === ')' || this.#keywordAt(at)) {
      throw new QueryError('A condition is missing here.', at)
    }
    return this.#condition(at) ?? this.#bareWord(at)
  }

  #group(opening: number): Query {
    this.#deeper()
    this.#at = opening + 1
    const query = this.#either()
    if (this.text[this.#skip()] !== ')') throw new QueryError('This parenthesis is not closed.', opening)
    this.#at += 1
    this.#depth -= 1
    return query
  }

  #bareWord(at: number): Query {
    const word = scanWord(this.text, at)
    if (!word) throw new QueryError('This does not belong here.', at)
    this.#at = word.end
    return { kind: 'text', value: word }
  }

  /** A condition whose field name begins here; null when the words here are bare words. */
  #condition(at: number): Query | null {
    const words: QueryValue[] = []
    let next = at
    while (words.length < MAX_NAME_WORDS) {
      const word = scanWord(this.text, next)
      if (!word) return null
      words.push(word)
      next = skipSpace(this.text, word.end)
      const rest = this.#predicate(next)
      if (rest) return this.#asField(words, rest)
      if (this.#keywordAt(next)) return null
    }
    return null
  }

  #asField(words: QueryValue[], rest: (field: FieldName) => Query): Query | null {
    const [first, last] = [words[0], words.at(-1)]
    if (!first || !last) return null
    const name = words.map((word) => word.text).join(' ')
    const span = { start: first.start, end: last.end }
    if (this.isField(name)) return rest({ name, ...span })
    // The words before the name of a field are bare words: "phishing status = Open".
    if (words.length > 1) return null
    throw new QueryError(
      `There is no field "${name}". If this is a text to search for, put it in quotes.`,
      span.start,
      span.end - span.start,
    )
  }

  /** What follows a field name from here on, if it is a predicate. */
  #predicate(at: number): ((field: FieldName) => Query) | null {
    const operator = scanOperator(this.text, at)
    if (operator) {
      return (field) => {
        this.#at = operator.end
        const value = this.#value(false)
        return { kind: 'compare', field, operator: operator.symbol, value }
      }
    }
    const list = /^(NOT\s+)?IN\s*\(/i.exec(this.text.slice(at, at + 100))
    if (list) {
      return (field) => {
        this.#at = at + list[0].length
        return { kind: 'in', field, negated: list[1] !== undefined, values: this.#list() }
      }
    }
    const empty = /^IS\s+(NOT\s+)?EMPTY(?![^\s()])/i.exec(this.text.slice(at, at + 100))
    if (!empty) return null
    return (field) => {
      this.#at = at + empty[0].length
      return { kind: 'empty', field, negated: empty[1] !== undefined }
    }
  }

  #list(): QueryValue[] {
    const values: QueryValue[] = []
    for (;;) {
      values.push(this.#value(true))
      const at = this.#skip()
      this.#at += 1
      if (this.text[at] === ')') return values
      if (this.text[at] !== ',') throw new QueryError('Expected a comma or ")" in this list.', at)
    }
  }

  #value(inList: boolean): QueryValue {
    const at = this.#skip()
    const value = scanValue(this.text, at, inList)
    if (!value || (!value.quoted && !inList && this.#keywordAt(at))) {
      throw new QueryError(
        this.text[at] === '('
          ? 'Expected a value. For one of several values write IN (a, b).'
          : 'A value is missing here.',
        at,
      )
    }
    this.#at = value.end
    return value
  }

  #skip(): number {
    this.#at = skipSpace(this.text, this.#at)
    return this.#at
  }

  #startsTerm(): boolean {
    const at = this.#skip()
    return at < this.text.length && this.text[at] !== ')' && this.#keywordAt(at) !== 'OR'
  }

  #keywordAt(at: number): 'AND' | 'OR' | 'NOT' | null {
    const word = /^(AND|OR|NOT)(?![^\s()])/i.exec(this.text.slice(at, at + 4))?.[1]
    return word ? (word.toUpperCase() as 'AND' | 'OR' | 'NOT') : null
  }

  #takeKeyword(keyword: 'AND' | 'OR' | 'NOT'): boolean {
    const at = this.#skip()
    if (this.#keywordAt(at) !== keyword) return false
    this.#at = at + keyword.length
    return true
  }

  #deeper(): void {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw new QueryError('This query is nested too deeply.', this.#at)
  }
}

function join(kind: 'and' | 'or', parts: Query[]): Query {
  const [only] = parts
  return parts.length === 1 && only ? only : { kind, parts }
}
