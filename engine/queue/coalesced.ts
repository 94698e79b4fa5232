/** Runs a task when asked, never twice at once: requests during a run cause one more run after it. */
export class Coalesced {
  readonly #task: () => Promise<void>
  readonly #onError: (error: unknown) => void
  #running: Promise<void> | null = null
  #again = false

  constructor(task: () => Promise<void>, onError: (error: unknown) => void) {
    this.#task = task
    this.#onError = onError
  }

  request(): void {
    if (this.#running) {
      this.#again = true
      return
    }
    this.#running = this.#run().finally(() => {
      this.#running = null
      if (this.#again) this.request()
    })
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #run(): Promise<void> {
    this.#again = false
    try {
      await this.#task()
    } catch (error) {
      this.#onError(error)
    }
  }
}
