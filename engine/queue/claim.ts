/** One row of work that this worker holds. */
export interface Claim {
  id: number
  /** Role of the instance it belongs to. */
  role: string
  lane: string
  kind: string
  ref: string
  payload: unknown
  /** Rises with each claim; writes under an older one are refused. */
  fence: number
  /** How often it was claimed, this time included. */
  attempts: number
  /** Its last holder died holding it. */
  takenOver: boolean
}

/** One kind of consumer of the queue: runs, or background jobs. */
export interface LaneHandler {
  lane: string
  /** Most claims held at once, and most of one instance, so that a storm leaves room for the others (EXE-23). */
  slots: number
  perInstance: number
  /** New claims; each must be given to `settled` when it is completed, rescheduled or dropped. */
  take(claims: Claim[]): void
  /** A held row was woken: look for news. */
  woken(claim: Claim): void
  /** Somebody else may hold it now: stop, and write nothing more under it. */
  dropped(claim: Claim): void
}

/** Where claims come from. */
export interface ClaimSource {
  serve(handler: LaneHandler): void
  /** The claim is over; its slot is free. */
  settled(claim: Claim): void
  /** Gives a claim back to be tried again later; false where it is not held any more. */
  giveBack(claim: Claim, again: { delayMs: number; error?: string }): Promise<boolean>
  /** There is new work: look at once, and tell other processes soon. */
  wake(): void
  start(): Promise<void>
  /** Stops claiming and lets go of what is still held, so that others take it over at once. */
  stop(): Promise<void>
}
