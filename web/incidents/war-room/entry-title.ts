import type { WarRoomEntry } from '@tocsin/contracts/war-room.ts'
import type { Language } from '../../i18n/index.ts'

/** French for what the server says in English; `{name}` is what stands in quotation marks there. */
const french: Record<string, string> = {
  IncidentDeleted: 'a supprimé l’incident',
  IncidentRestored: 'a restauré l’incident',
  IncidentReopened: 'a rouvert l’incident',
  IncidentClosed: 'a clos l’incident',
  TaskCreated: 'a ajouté la tâche « {name} »',
  TaskUpdated: 'a modifié la tâche « {name} »',
  TaskReassigned: 'a réattribué la tâche « {name} »',
  TaskApproved: 'a approuvé la tâche « {name} »',
  TaskDeclined: 'a décliné la tâche « {name} »',
  TaskClosed: 'a clos la tâche « {name} »',
  AlertJoined: 'a ajouté l’alerte « {name} »',
  TriageEventConverted: 'a fait l’incident de l’événement de triage « {name} »',
  PlaybookExecutionCreated: 'a lancé le playbook « {name} »',
  PlaybookExecutionStarted: 'a commencé le playbook « {name} »',
  PlaybookExecutionKilled: 'a arrêté le playbook « {name} »',
  PlaybookExecutionKillOrdered: 'a demandé l’arrêt du playbook « {name} »',
}

/** The line of an entry in the reader's language; one that has no wording of ours stays as the server says it. */
export function entryTitle({ type, title }: Pick<WarRoomEntry, 'type' | 'title'>, language: Language): string {
  if (language === 'en') return title
  const wording = french[type]
  const quoted = /"(.*)"/.exec(title)?.[1]
  if (!wording || (wording.includes('{name}') && quoted === undefined)) return title
  return wording.replace('{name}', quoted ?? '')
}
