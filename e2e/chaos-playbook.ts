/** The integration of what chaos needs and nobody ships: a report that is done at a time nobody knows. */
export const reportIntegration = `
name: Chaos
official_name: Chaos
version: '1.0'
script:
  type: bash
  test_connection_code: exit 0
docker_repo_tag: base:latest
configuration:
  testable_connection: false
  require_proxy_config: false
  data_attributes: {}
  listing_attributes: {}
`

/** Done in one look of three, or given up after two seconds; a look may be repeated. */
export const reportAction = `
integration: Chaos
name: Await Report
type: Scheduled
script:
  code: |
    if [ $((RANDOM % 3)) = 0 ]; then echo '{"state": "done"}'; else echo '{"state": "running"}'; fi
fields:
  - { id: report, label: Report, type: text, required: true }
output:
  - { path: state, type: text, example: done }
exit_condition:
  - { path: state, string: [done] }
scheduled:
  - { every: 1s, expire: 2s }
`

const RESOURCE = { ref: 'const', value: 'Service' }
const ALERT = { ref: 'artifact', path: 'alertId' }

const id = (number: number) => `00000000-0000-4000-8000-00000000c${String(number).padStart(3, '0')}`
const node = (number: number, kind: string, name: string, more: object = {}) => ({
  id: id(number),
  kind,
  name,
  ...more,
})
const output = (number: number, path: string) => ({ ref: 'node', node: id(number), side: 'output', path })

/** Nodes in a row, and other links as `from, port, to`. */
function graphOf(nodes: { id: string }[], links: [from: number, port: string, to: number][]) {
  return {
    nodes,
    links: links.map(([from, port, to], index) => ({
      id: `00000000-0000-4000-8000-00000000d${String(index).padStart(3, '0')}`,
      source: { id: id(from), port },
      target: { id: id(to), port: 'in' },
    })),
  }
}

/** Looks an address up, which may be repeated; what fails is tried once more and left by its own exit. */
const lookUp = (number: number, name: string, ip: object) => {
  const retry = { times: 1, delaySeconds: 0.1 }
  const action = { integration: 'Tocsin Reputation', action: 'IP Reputation', actionType: 'Enrichment' }
  return node(number, 'action', name, { ...action, resource: RESOURCE, inputs: { ip }, retry, failureExit: true })
}

/** Notifies, which may not be repeated. */
const notify = (number: number, text: string) => {
  const action = { integration: 'Tocsin Reputation', action: 'Notify', actionType: 'Notification' }
  const inputs = { channel: { ref: 'const', value: 'soc' }, message: { ref: 'text', text } }
  return node(number, 'action', 'Notify', { ...action, resource: RESOURCE, inputs })
}

/** What the outer playbook runs: it notifies under the mark and the part that it is given. */
export const inner = () => {
  const start = node(1, 'start', 'START', { paramsSource: 'json', params: [{ path: 'mark' }, { path: 'part' }] })
  return graphOf(
    [start, notify(2, '{{input.mark}}{{input.part}}!'), node(3, 'end', 'END')],
    [
      [1, 'out', 2],
      [2, 'out', 3],
    ],
  )
}

/** What notifies for an alert; `every` says whether it went through all kinds of nodes. */
export function marksOf(alert: string, every: boolean): string[] {
  return every ? [`${alert}!`, `${alert}-nested!`, `${alert}-a!`, `${alert}-b!`] : [`${alert}!`]
}

/**
 * Every kind of node. An alert with the artifact `every` goes through all of them, any other is looked up and
 * notified only.
 */
export function everyKind() {
  const part = { ref: 'const', value: '-nested' }
  const present = (left: object) => [{ left, operator: 'present' }]
  const isYes = [{ left: { ref: 'artifact', path: 'every' }, operator: '==', right: { ref: 'const', value: 'yes' } }]
  const items = { ref: 'const', value: ['-a', '-b'] }
  const nodes = [
    node(1, 'start', 'START'),
    lookUp(2, 'Check', { ref: 'artifact', path: 'sourceAddress' }),
    node(3, 'condition', 'Everything?', { branches: [{ name: 'yes', conditions: isYes }] }),
    lookUp(4, 'Check nobody', { ref: 'const', value: 'nobody' }),
    node(5, 'filter', 'Known', { sourceNode: id(2), conditions: present(output(2, '')) }),
    node(6, 'user-choice', 'Go on?', { title: 'Go on?', answers: ['go', 'stop'] }),
    node(7, 'task', 'Look at it', { title: 'Look at {{artifact.alertId}}', mandatory: true }),
    node(8, 'wait', 'Pause', { mode: 'duration', duration: { ref: 'const', value: '1s' } }),
    node(9, 'playbook', 'Once', { playbook: 'Inner', inputs: { mark: ALERT, part } }),
    node(10, 'repeat', 'Each', { playbook: 'Inner', inputs: { mark: ALERT }, items, itemInput: 'part' }),
    node(11, 'action', 'Await Report', {
      ...{ integration: 'Chaos', action: 'Await Report', actionType: 'Scheduled', inputs: { report: ALERT } },
    }),
    notify(12, '{{artifact.alertId}}!'),
    node(13, 'end', 'END'),
  ]
  return graphOf(nodes, [
    [1, 'out', 2],
    [2, 'out', 3],
    [2, 'failure', 3],
    [3, 'yes', 4],
    [4, 'failure', 5],
    [5, 'out', 6],
    [6, 'go', 7],
    [7, 'out', 8],
    [8, 'out', 9],
    [9, 'out', 10],
    [10, 'out', 11],
    [11, 'out', 12],
    [3, 'failure', 12],
    [12, 'out', 13],
  ])
}
