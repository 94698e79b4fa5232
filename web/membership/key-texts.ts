import { catalogue } from '../i18n/index.ts'

export const keyTexts = catalogue({
  en: {
    ours: 'Our key',
    theirs: 'Its key',
    schedule: 'Change by itself',
    never: 'Never',
    afterDays: 'After {days} days',
    change: 'Change key',
    changing:
      '{name} was told of the next key {when} and has not confirmed it yet. Until then the old one stays valid.',
    title: 'Change our key for {name}?',
    text: 'The next key is announced under the present one, which stays valid until {name} has confirmed the next. Nothing has to be paired again, and no message is lost. Both fingerprints of this page are to be compared anew.',
    begun: '{name} is told of the next key.',
    saved: 'The schedule is saved.',
    failed: 'The key of {name}',
  },
  fr: {
    ours: 'Notre clé',
    theirs: 'Sa clé',
    schedule: 'Changement automatique',
    never: 'Jamais',
    afterDays: 'Après {days} jours',
    change: 'Changer la clé',
    changing:
      '{name} a été informé de la prochaine clé {when} et ne l’a pas encore confirmée. D’ici là, l’ancienne reste valable.',
    title: 'Changer notre clé pour {name} ?',
    text: 'La prochaine clé est annoncée sous la clé actuelle, qui reste valable jusqu’à ce que {name} ait confirmé la prochaine. Rien n’est à appairer de nouveau et aucun message n’est perdu. Les empreintes de cette page sont à comparer de nouveau.',
    begun: '{name} est informé de la prochaine clé.',
    saved: 'Le rythme est enregistré.',
    failed: 'La clé de {name}',
  },
})
