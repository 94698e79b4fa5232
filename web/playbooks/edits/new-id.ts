/** An id for a node or a link. Not `randomUUID`: that needs HTTPS. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
