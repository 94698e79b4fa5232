import { type Path, PathError, type Pipe, type Step } from './path.ts'

const identifier = /[A-Za-z0-9_@$ -]/

/**
 * Reads the path language of PLC-15: `owner.name`, `items.[].id`, `headers."MIME-Version"`, `[].{Name: name}`,
 * `[].id | unique() | join(,)`. Empty text is the whole value. Throws PathError with the offset (PLC-16).
 */
export function parsePath(text: string): Path {
  const reader = new PathReader(text)
  return reader.whole()
}

class PathReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): Path {
    this.#skipSpace()
    if (this.#done()) return { steps: [], pipes: [] }
    const path = this.#path('')
    if (!this.#done()) throw this.#unexpected()
    return path
  }

  /** `stops` are the characters that end a path inside a selection. */
  #path(stops: string): Path {
    this.#skipSpace()
    const steps: Step[] = []
    if (this.#text.startsWith('$.', this.#at)) this.#at += 2
    else if (this.#text[this.#at] === '$' && this.#endsAt(this.#at + 1, stops)) {
      this.#at += 1
      return { steps, pipes: this.#pipes() }
    }
    steps.push(this.#step())
    this.#skipSpace()
    while (this.#text[this.#at] === '.') {
      this.#at += 1
      steps.push(this.#step())
      this.#skipSpace()
    }
    return { steps, pipes: this.#pipes() }
  }

  #endsAt(offset: number, stops: string): boolean {
    const rest = this.#text.slice(offset).trimStart()
    return rest === '' || rest[0] === '|' || stops.includes(rest[0] ?? '|')
  }

  #step(): Step {
    this.#skipSpace()
    const char = this.#text[this.#at]
    if (char === '"') return { kind: 'key', name: this.#quoted() }
    if (char === '{') return this.#select()
    if (char === '[') return this.#bracket()
    return { kind: 'key', name: this.#identifier() }
  }

  #bracket(): Step {
    const start = this.#at
    this.#at += 1
    this.#skipSpace()
    if (this.#text[this.#at] === ']') {
      this.#at += 1
      return { kind: 'each' }
    }
    if (this.#text[this.#at] !== '"') {
      throw new PathError('Inside brackets only a quoted key or nothing may stand: ["name"] or []', start)
    }
    const name = this.#quoted()
    this.#skipSpace()
    this.#expect(']')
    return { kind: 'key', name }
  }

  #select(): Step {
    this.#expect('{')
    const pairs: { name: string; path: Path }[] = []
    do {
      this.#skipSpace()
      const name = this.#text[this.#at] === '"' ? this.#quoted() : this.#identifier()
      this.#skipSpace()
      this.#expect(':')
      pairs.push({ name, path: this.#path(',}') })
      this.#skipSpace()
    } while (this.#accept(','))
    this.#expect('}')
    return { kind: 'select', pairs }
  }

  #pipes(): Pipe[] {
    const pipes: Pipe[] = []
    this.#skipSpace()
    while (this.#accept('|')) {
      this.#skipSpace()
      const rest = this.#text.slice(this.#at)
      const unique = /^unique\(\s*\)/.exec(rest)
      const join = /^join\(([^)]*)\)/.exec(rest)
      if (unique) pipes.push({ kind: 'unique' })
      else if (join) pipes.push({ kind: 'join', separator: join[1] ?? '' })
      else throw new PathError('After | only unique() or join(text) may stand', this.#at)
      this.#at += (unique ?? join)?.[0].length ?? 0
      this.#skipSpace()
    }
    return pipes
  }

  #quoted(): string {
    const start = this.#at
    const end = this.#text.indexOf('"', start + 1)
    if (end < 0) throw new PathError('The quotation mark is not closed', start)
    this.#at = end + 1
    return this.#text.slice(start + 1, end)
  }

  #identifier(): string {
    const start = this.#at
    while (identifier.test(this.#text[this.#at] ?? '')) this.#at += 1
    const name = this.#text.slice(start, this.#at).trim()
    if (name === '') throw this.#unexpected()
    return name
  }

  #expect(char: string): void {
    if (!this.#accept(char)) throw this.#unexpected(`expected ${char}`)
  }

  #accept(char: string): boolean {
    if (this.#text[this.#at] !== char) return false
    this.#at += 1
    return true
  }

  #unexpected(hint = 'expected a name, "quoted name", [] or {…}'): PathError {
    const char = this.#text[this.#at]
    return new PathError(
      char === undefined ? `The path ends too early, ${hint}` : `Unexpected ${char}, ${hint}`,
      this.#at,
    )
  }

  #skipSpace(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1
  }

  #done(): boolean {
    return this.#at >= this.#text.length
  }
}
