export { type Actor, machineActor, may, requireCapability } from './actor.ts'
export type { Dialect } from './dialect.ts'
export { type Call, handles, type Route, reads, writes, writesTogether } from './route.ts'
export { untilGone } from './until-gone.ts'
