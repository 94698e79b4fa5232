import type { ServerModule } from '../platform/index.ts'
import { taskRoutes } from './task-routes.ts'
import './tables.ts'

/**
 * Owns tasks below incidents. Announces, with the incident as parent, TaskCreated, TaskUpdated, TaskReassigned,
 * TaskApproved, TaskDeclined,
 * TaskClosed and TaskWithdrawn. The routes below an incident live in incidents, which checks access to it.
 */
export const tasks: ServerModule = { name: 'tasks', routes: taskRoutes }

export { changeTask, closeTask } from './change-task.ts'
export { createTask, type TaskMaker } from './create-task.ts'
export { findTaskOfWait, getTask, listTasks, listTasksOf } from './task-list.ts'
export { withdrawTasks } from './withdraw-tasks.ts'
