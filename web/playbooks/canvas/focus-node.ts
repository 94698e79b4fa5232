/** One that was out of sight is drawn within this many frames. */
const frames = 20

/** Gives a node the focus, as soon as it is drawn. */
export function focusNode(within: ParentNode | null, id: string): void {
  let left = frames
  const attempt = () => {
    const shape = within?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"] [role="button"]`)
    if (shape) shape.focus({ preventScroll: true })
    else if (left-- > 0) requestAnimationFrame(attempt)
  }
  attempt()
}
