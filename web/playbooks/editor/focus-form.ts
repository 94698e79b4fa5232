/** A form that opens with the choice is drawn within this many frames. */
const frames = 10

/** Leads the focus from a node that was opened to the first field of its form. */
export function focusForm(): void {
  let left = frames
  const attempt = () => {
    const field = document.querySelector<HTMLElement>('[data-inspector] input, [data-inspector] textarea')
    if (field && left < frames) field.focus()
    else if (left-- > 0) requestAnimationFrame(attempt)
  }
  requestAnimationFrame(attempt)
}
