import { FAILURE_PORT } from '../playbook/index.ts'
import type { CompiledVersion } from './run-version.ts'

/** The exits by which a step is left: `failure` alone where it failed and has that exit, else `out` (EXE-06). */
export function exitsOf(version: CompiledVersion, id: string, status: 'succeeded' | 'failed'): string[] {
  return status === 'failed' && hasFailureExit(version, id) ? [FAILURE_PORT] : ['out']
}

/** The playbook deals with failures of this node itself: its exit `failure` leads somewhere (EXE-08). */
export function catchesFailure(version: CompiledVersion, id: string): boolean {
  return hasFailureExit(version, id) && version.topology.outgoing(id).some((link) => link.source.port === FAILURE_PORT)
}

function hasFailureExit(version: CompiledVersion, id: string): boolean {
  const node = version.topology.node(id)
  return node !== undefined && 'failureExit' in node && node.failureExit
}
