const START = '00000000-0000-4000-8000-00000000b001'
const ASK = '00000000-0000-4000-8000-00000000b002'
const HASH = '00000000-0000-4000-8000-00000000b003'
const END = '00000000-0000-4000-8000-00000000b004'

const link = (id: number, from: string, port: string, to: string) => ({
  id: `00000000-0000-4000-8000-00000000e00${id}`,
  source: { id: from, port },
  target: { id: to, port: 'in' },
})

/** For tests: a question, then a script that needs no network. */
export const askThenHash = {
  nodes: [
    { id: START, kind: 'start', name: 'START' },
    {
      id: ASK,
      kind: 'user-choice',
      name: 'Ask',
      title: 'Go on?',
      question: '<p>Hash {{artifact.sourceAddress}}?</p>',
      answers: ['hash', 'stop'],
    },
    {
      ...{
        id: HASH,
        kind: 'action',
        name: 'Hash it',
        integration: 'Tocsin Tools',
        action: 'Hash Text',
        actionType: 'Enrichment',
      },
      inputs: { text: { ref: 'text', text: '{{incident.name}} {{artifact.sourceAddress}}.' } },
    },
    { id: END, kind: 'end', name: 'END' },
  ],
  links: [link(1, START, 'out', ASK), link(2, ASK, 'hash', HASH), link(3, ASK, 'stop', END), link(4, HASH, 'out', END)],
}
