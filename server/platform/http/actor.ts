import type { ActorRef, Capability } from '@tocsin/contracts'
import { notAllowed } from '../failure.ts'

/** Who asks, and what he may do in this instance. */
export interface Actor extends ActorRef {
  capabilities: ReadonlySet<Capability>
  /** The user behind a session; null for keys, rules, runs and the platform. */
  userId: string | null
  /** Where a session came from when MSSP staff connected (FLT-22). */
  signedInFrom: string | null
  sessionHash: Buffer | null
}

export function may(actor: Actor, capability: Capability): boolean {
  return actor.capabilities.has(capability)
}

/** Throws `not_allowed` unless the actor has the capability; `what` completes "You may not …". */
export function requireCapability(actor: Actor, capability: Capability, what: string): void {
  if (!may(actor, capability)) throw notAllowed(what)
}

/** An actor that is not a person: the platform, a rule, a run or the MSSP over the link. */
export function machineActor(reference: ActorRef, capabilities: Iterable<Capability>): Actor {
  return { ...reference, capabilities: new Set(capabilities), userId: null, signedInFrom: null, sessionHash: null }
}
