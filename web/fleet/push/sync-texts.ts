import { catalogue } from '../../i18n/index.ts'

export const syncTexts = catalogue({
  en: {
    synchronized: 'Synchronized',
    behind: 'Behind',
    drift: 'Drift',
    failed: 'Failed',
    never: 'Never pushed',
    synchronizedAll: '{n} {n|tenant has|tenants have} exactly this revision',
    neverText: 'Push it to see here whether tenants have it',
    andMore: 'and {n} more',
    loading: 'Asking for the state',
    unknown: 'State unknown',
    stateOf: '{state}: {name}',
  },
  fr: {
    synchronized: 'Synchronisé',
    behind: 'En retard',
    drift: 'Dérive',
    failed: 'Échec',
    never: 'Jamais envoyé',
    synchronizedAll: '{n} {n|client a|clients ont} exactement cette révision',
    neverText: 'Envoyez-le pour voir ici si les clients l’ont',
    andMore: 'et {n} de plus',
    loading: 'Demande de l’état',
    unknown: 'État inconnu',
    stateOf: '{state} : {name}',
  },
})
