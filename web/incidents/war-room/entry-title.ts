import type { WarRoomEntry } from '@tocsin/contracts/war-room.ts'
import type { Language } from '../../i18n/index.ts'

/** French for what the server says in English; names and values are carried over. */
const french: [said: RegExp, wording: string][] = [
  [/^created the incident (.*)$/, 'a créé l’incident $1'],
  [/^deleted the incident$/, 'a supprimé l’incident'],
  [/^restored the incident$/, 'a restauré l’incident'],
  [/^reopened the incident with the status (.*)$/, 'a rouvert l’incident avec le statut $1'],
  [/^closed the incident$/, 'a clos l’incident'],
  [/^added the closing note$/, 'a ajouté la note de clôture'],
  [/^changed the closing note$/, 'a modifié la note de clôture'],
  [/^added a note$/, 'a ajouté une note'],
  [/^changed a note$/, 'a modifié une note'],
  [/^added the note "(.*)"$/, 'a ajouté la note « $1 »'],
  [/^changed the note "(.*)"$/, 'a modifié la note « $1 »'],
  [/^added the artifact (.*)$/, 'a ajouté l’artefact $1'],
  [/^added (.*) as investigator$/, 'a ajouté $1 comme enquêteur'],
  [/^removed (.*) from the investigators$/, 'a retiré $1 des enquêteurs'],
  [/^found the (?:entity|entities) (.*) and (\d+) more$/, 'a trouvé les entités $1 et $2 autres'],
  [/^found the entity (.*)$/, 'a trouvé l’entité $1'],
  [/^found the entities (.*)$/, 'a trouvé les entités $1'],
  [/^added the task "(.*)"$/, 'a ajouté la tâche « $1 »'],
  [/^changed the task "(.*)"$/, 'a modifié la tâche « $1 »'],
  [/^reassigned the task "(.*)"$/, 'a réattribué la tâche « $1 »'],
  [/^approved the task "(.*)"$/, 'a approuvé la tâche « $1 »'],
  [/^declined the task "(.*)"$/, 'a décliné la tâche « $1 »'],
  [/^closed the task "(.*)"$/, 'a clos la tâche « $1 »'],
  [/^added the alert "(.*)"$/, 'a ajouté l’alerte « $1 »'],
  [/^made the incident of the triage event "(.*)"$/, 'a fait l’incident de l’événement de triage « $1 »'],
  [/^started the playbook "(.*)"$/, 'a lancé le playbook « $1 »'],
  [/^began the playbook "(.*)"$/, 'a commencé le playbook « $1 »'],
  [/^finished the playbook "(.*)"$/, 'a terminé le playbook « $1 »'],
  [/^finished, with errors, the playbook "(.*)"$/, 'a terminé, avec des erreurs, le playbook « $1 »'],
  [/^failed in the playbook "(.*)"$/, 'a échoué dans le playbook « $1 »'],
  [/^ended the playbook "(.*)"$/, 'a fini le playbook « $1 »'],
  [/^killed the playbook "(.*)"$/, 'a arrêté le playbook « $1 »'],
  [/^asked to kill the playbook "(.*)"$/, 'a demandé l’arrêt du playbook « $1 »'],
  [
    /^ran "(.*)" and what follows again in the playbook "(.*)"$/,
    'a relancé « $1 » et la suite dans le playbook « $2 »',
  ],
  [/^ran "(.*)" again in the playbook "(.*)"$/, 'a relancé « $1 » dans le playbook « $2 »'],
  [/^could not start a playbook: (.*)$/, 'n’a pas pu lancer un playbook : $1'],
  [/^performed "(.*)"$/, 'a exécuté « $1 »'],
  [/^failed at "(.*?)": (.*)$/, 'a échoué à « $1 » : $2'],
  [/^waits at "(.*?)": (.*)$/, 'attend à « $1 » : $2'],
  [/^was answered at "(.*?)": (.*)$/, 'a reçu une réponse à « $1 » : $2'],
  [/^took "(.*)" at "(.*)", as nobody answered in time$/, 'a retenu « $1 » à « $2 », faute de réponse à temps'],
  [/^no longer waits at "(.*)"$/, 'n’attend plus à « $1 »'],
]

/** The line of an entry in the reader's language; one that has no wording of ours stays as the server says it. */
export function entryTitle({ title }: Pick<WarRoomEntry, 'title'>, language: Language): string {
  if (language === 'en') return title
  const known = french.find(([said]) => said.test(title))
  return known ? title.replace(known[0], known[1]) : title
}
