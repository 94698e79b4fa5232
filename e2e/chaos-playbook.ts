const START = '00000000-0000-4000-8000-00000000c001'
const CHECK = '00000000-0000-4000-8000-00000000c002'
const NOTIFY = '00000000-0000-4000-8000-00000000c003'
const END = '00000000-0000-4000-8000-00000000c004'

/** Looks the source up, which may be repeated, and notifies, which may not. */
export function checkAndNotify(resource: string) {
  const bound = { ref: 'const', value: resource }
  const nodes = [
    { id: START, kind: 'start', name: 'START' },
    {
      ...{
        id: CHECK,
        kind: 'action',
        name: 'Check',
        integration: 'Tocsin Reputation',
        action: 'IP Reputation',
        actionType: 'Enrichment',
      },
      ...{ resource: bound, inputs: { ip: { ref: 'artifact', path: 'sourceAddress' } } },
    },
    {
      ...{
        id: NOTIFY,
        kind: 'action',
        name: 'Notify',
        integration: 'Tocsin Reputation',
        action: 'Notify',
        actionType: 'Notification',
      },
      ...{
        resource: bound,
        inputs: { channel: { ref: 'const', value: 'soc' }, message: { ref: 'text', text: '{{artifact.alertId}}!' } },
      },
    },
    { id: END, kind: 'end', name: 'END' },
  ]
  const link = (id: number, from: string, to: string) => ({
    id: `00000000-0000-4000-8000-00000000d00${id}`,
    source: { id: from, port: 'out' },
    target: { id: to, port: 'in' },
  })
  return { nodes, links: [link(1, START, CHECK), link(2, CHECK, NOTIFY), link(3, NOTIFY, END)] }
}
