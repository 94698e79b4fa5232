import type { DocumentPath } from './document-source.ts'

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const plainText = /[^"\\\p{Cc}]*/uy
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const space = /[ \t\r\n]*/y
const word = /true|false|null/y

/** Where a text stops being JSON, or where a value of it stands: what the parser of the language does not tell. */
export class JsonScanner {
  private at = 0

  constructor(private readonly text: string) {}

  /** Offset of the first character that does not belong; the length of the text where something is missing at its end. */
  firstFault(): number {
    this.at = 0
    const whole = this.skipValue()
    this.skipSpace()
    return whole && this.at === this.text.length ? -1 : this.at
  }

  /** Offset of the value at a path, or of the nearest thing around it. The text must be JSON. */
  offsetOf(path: DocumentPath): number {
    this.at = 0
    this.skipSpace()
    for (const step of path) {
      const before = this.at
      if (!this.enter(step)) return before
      this.skipSpace()
    }
    return this.at
  }

  /** Goes to a member of the value that begins here; of a key that stands there twice to the last, which holds. */
  private enter(step: string | number): boolean {
    const opening = this.text[this.at]
    if (opening !== '{' && opening !== '[') return false
    this.at += 1
    let found = -1
    for (let index = 0; ; index += 1) {
      this.skipSpace()
      const isEnd = this.text[this.at] === '}' || this.text[this.at] === ']'
      if (isEnd || this.at >= this.text.length) break
      const key = opening === '{' ? this.readKey() : index
      this.skipSpace()
      if (key === step) found = this.at
      if (!this.skipValue()) break
      this.skipSpace()
      if (this.text[this.at] === ',') this.at += 1
      if (key === step && opening === '[') break
    }
    if (found >= 0) this.at = found
    return found >= 0
  }

  private readKey(): string {
    const start = this.at
    this.skipString()
    const key: unknown = JSON.parse(this.text.slice(start, this.at) || '""')
    this.skipSpace()
    if (this.text[this.at] === ':') this.at += 1
    return String(key)
  }

  /** Steps over one value without recursion, because files may be nested deeply; false where it is none. */
  private skipValue(): boolean {
    const open: string[] = []
    for (;;) {
      this.skipSpace()
      const char = this.text[this.at]
      if (char === '{' || char === '[') {
        open.push(char === '{' ? '}' : ']')
        this.at += 1
        this.skipSpace()
        if (this.text[this.at] !== open.at(-1)) {
          if (char === '{' && !this.skipKey()) return false
          continue
        }
      } else if (!this.skipString() && !this.match(number) && !this.match(word)) return false
      // A value ended: so may those around it.
      for (;;) {
        const closing = open.at(-1)
        if (closing === undefined) return true
        this.skipSpace()
        if (this.text[this.at] === closing) {
          this.at += 1
          open.pop()
        } else if (this.text[this.at] === ',') {
          this.at += 1
          if (closing === '}' && !this.skipKey()) return false
          break
        } else return false
      }
    }
  }

  private skipKey(): boolean {
    this.skipSpace()
    if (!this.skipString()) return false
    this.skipSpace()
    if (this.text[this.at] !== ':') return false
    this.at += 1
    return true
  }

  private skipString(): boolean {
    if (this.text[this.at] !== '"') return false
    this.at += 1
    for (;;) {
      this.match(plainText)
      if (this.text[this.at] === '"') {
        this.at += 1
        return true
      }
      // Control characters beyond ASCII may stand in a text as they are.
      if (this.text.charCodeAt(this.at) >= 0x7f) this.at += 1
      else if (!this.match(escaped)) return false
    }
  }

  private skipSpace(): void {
    this.match(space)
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    if (!pattern.test(this.text)) return false
    this.at = pattern.lastIndex
    return true
  }
}
