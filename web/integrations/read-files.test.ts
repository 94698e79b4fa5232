import { expect, it } from 'vitest'
import { namedIn, readImportFiles } from './read-files.ts'

it('tells an action by the integration it names, from a definition (OIF-01)', () => {
  expect(namedIn('integration: Tocsin Tools\nname: Hash')).toBe('Tocsin Tools')
  expect(namedIn(`name: x\r\nintegration: 'It # is' # old\r\n`)).toBe('It # is')
  expect(namedIn('integration: Plain  # comment')).toBe('Plain')
  expect(namedIn('name: Tocsin Tools\nscript:\n  code: |\n    integration: no')).toBeNull()
})

it('sends definitions before actions, and leaves archives unread', async () => {
  const files = [
    new File(['integration: A\nname: one'], 'one.yaml'),
    new File(['integration: zip'], 'pack.zip'),
    new File(['name: A'], 'integration.yml'),
  ]
  expect((await readImportFiles(files)).map(({ file, integration }) => [file.name, integration])).toEqual([
    ['pack.zip', null],
    ['integration.yml', null],
    ['one.yaml', 'A'],
  ])
})
