import type { ServerModule } from '../platform/index.ts'
import { taskRoutes } from './task-routes.ts'
import './tables.ts'

/**
 * Owns tasks below incidents. Announces, with the incident as parent, TaskCreated, TaskUpdated, TaskReassigned,
 * TaskApproved, TaskDeclined and TaskClosed. The routes below an incident live in incidents, which checks access to it.
 */
export const tasks: ServerModule = { name: 'tasks', routes: taskRoutes }

export { changeTask, closeTask } from './change-task.ts'
export { createTask } from './create-task.ts'
export { getTask, listTasks, listTasksOf } from './task-list.ts'
