import { emptyGraph } from '@tocsin/engine/playbook/index.ts'
import { expect, it } from 'vitest'
import { beginHistory, recordEdit, redoEdit, undoEdit } from './history.ts'
import { newId } from './new-id.ts'

const graphs = Array.from({ length: 4 }, () => emptyGraph(newId))
const at = (index: number) => graphs[index] ?? emptyGraph(newId)

it('undoes and redoes edits one by one (PBK-15)', () => {
  const edited = recordEdit(recordEdit(beginHistory(at(0)), at(1)), at(2))
  expect(undoEdit(edited).graph).toBe(at(1))
  expect(undoEdit(undoEdit(undoEdit(edited))).graph).toBe(at(0))
  expect(redoEdit(redoEdit(undoEdit(undoEdit(edited)))).graph).toBe(at(2))
})

it('undoes what was typed into one field together, and two fields apart', () => {
  const typed = recordEdit(recordEdit(recordEdit(beginHistory(at(0)), at(1), 'name'), at(2), 'name'), at(3), 'title')
  expect(undoEdit(typed).graph).toBe(at(2))
  expect(undoEdit(undoEdit(typed)).graph).toBe(at(0))
})

it('forgets what could be redone once something else is edited', () => {
  const edited = recordEdit(undoEdit(recordEdit(beginHistory(at(0)), at(1))), at(2))
  expect(redoEdit(edited)).toBe(edited)
  expect(recordEdit(edited, edited.graph)).toBe(edited)
})
