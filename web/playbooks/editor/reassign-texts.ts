import { catalogue } from '../../i18n/index.ts'

/** Texts of the dialog that gives actions another resource (PBK-14). */
export const reassignTexts = catalogue({
  en: {
    title: 'Change the resource of actions',
    integration: 'Integration',
    from: 'Actions with',
    all: 'any resource, or none',
    none: 'no resource',
    to: 'New resource',
    noTargets: 'This integration has no resource yet. Add one under Integrations.',
    changes: '{n} {n|action changes|actions change}:',
    dynamic:
      '{n} {n|action takes its|actions take their} resource from a value and {n|stays|stay} as {n|it is|they are}.',
    apply: 'Change',
    cancel: 'Cancel',
    done: '{n} {n|action has|actions have} the resource “{to}” now. Undo takes it back.',
  },
  fr: {
    title: 'Changer la ressource des actions',
    integration: 'Intégration',
    from: 'Actions avec',
    all: 'n’importe quelle ressource, ou aucune',
    none: 'aucune ressource',
    to: 'Nouvelle ressource',
    noTargets: 'Cette intégration n’a pas encore de ressource. Ajoutez-en une sous Intégrations.',
    changes: '{n} {n|action change|actions changent} :',
    dynamic:
      '{n} {n|action tire sa ressource|actions tirent leur ressource} d’une valeur et {n|reste|restent} {n|inchangée|inchangées}.',
    apply: 'Changer',
    cancel: 'Annuler',
    done: '{n} {n|action a|actions ont} maintenant la ressource « {to} ». Annuler revient en arrière.',
  },
})
