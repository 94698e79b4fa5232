export interface ActedOn<Item> {
  done: number
  /** The item and why it was refused. */
  failed: { item: Item; error: unknown }[]
}

/** Does one thing to several items, one after the other; a refusal does not stop the rest (INC-31). */
export async function actOnEach<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<ActedOn<Item>> {
  const result: ActedOn<Item> = { done: 0, failed: [] }
  for (const item of items) {
    try {
      await act(item)
      result.done += 1
    } catch (error) {
      result.failed.push({ item, error })
    }
  }
  return result
}
