/** The text with a token in place of what is selected, and where the cursor stands afterwards. */
export function insertToken(text: string, token: string, start: number, end = start): { text: string; caret: number } {
  return { text: text.slice(0, start) + token + text.slice(end), caret: start + token.length }
}
