import {
  changeTask as changeContract,
  closeTask as closeContract,
  getTask as getContract,
  listTasks as listContract,
} from '@tocsin/contracts/task.ts'
import { type Route, reads, writes } from '../platform/index.ts'
import { changeTask, closeTask } from './change-task.ts'
import { getTask, listTasks } from './task-list.ts'

export const taskRoutes: Route[] = [
  reads(listContract, (tx, { actor, query }) => listTasks(tx, actor, query)),
  reads(getContract, (tx, { actor, params }) => getTask(tx, actor, params.id)),
  writes(changeContract, (tx, { actor, params, body }) => changeTask(tx, actor, params.id, body)),
  writes(closeContract, (tx, { actor, params, body }) => closeTask(tx, actor, params.id, body)),
]
