/** A form that opens with the choice is drawn within this many frames. */
const frames = 10

/** Leads the focus from a node that was opened to the first field of its form. */
export function focusForm(): void {
  whenDrawn(() => document.querySelector<HTMLElement>('[data-inspector] :is(input:not([type="checkbox"]), textarea)'))
}

/** Leads the focus to where the value at `path` is edited, or to what holds it (PBK-17). */
export function focusField(path: string): void {
  whenDrawn(() => {
    const places = [...document.querySelectorAll<HTMLElement>('[data-inspector] [data-field]')]
    const parts = path.split('.')
    for (let length = parts.length; length > 0; length -= 1) {
      const wanted = parts.slice(0, length).join('.')
      const place = places.find(({ dataset }) => dataset.field === wanted)
      const field = place?.matches('input') ? place : place?.querySelector<HTMLElement>('input, textarea, button')
      if (field) return field
    }
    return null
  })
}

function whenDrawn(find: () => HTMLElement | null): void {
  let left = frames
  const attempt = () => {
    // The form of the node that was open before is still there in the first frame.
    const field = left < frames ? find() : null
    if (field) {
      field.scrollIntoView({ block: 'center' })
      field.focus({ preventScroll: true })
    } else if (left-- > 0) requestAnimationFrame(attempt)
  }
  requestAnimationFrame(attempt)
}
