import { catalogue, useTexts } from '../i18n/index.ts'
import { CallError, type CallErrorCode } from './call-error.ts'

export const errorTexts = catalogue({
  en: {
    wrong_credentials: 'E-mail or password is wrong.',
    no_connection: 'The server cannot be reached. Check the network; nothing you typed is lost.',
    unexpected_answer:
      'The server answered in a way this page does not understand. Reload it: a newer version may be installed.',
    internal:
      'Something went wrong on the server. It is logged under the request id; give that id to your administrator.',
    unavailable: 'The server is starting or too busy. Try again in a moment.',
    stale_version: 'Somebody else changed this meanwhile. Reload it to see the change, then make yours again.',
    not_signed_in: 'Your session has ended. Sign in again.',
    unknown:
      'Something went wrong on this page. Reload it; if that does not help, give this text to your administrator: {text}',
    chunk: 'A part of the page could not be loaded. Reload it: a newer version may be installed.',
  },
  fr: {
    wrong_credentials: 'Adresse ou mot de passe incorrect.',
    no_connection: 'Le serveur est injoignable. Vérifiez le réseau ; votre saisie est conservée.',
    unexpected_answer:
      'La réponse du serveur n’est pas comprise par cette page. Rechargez-la : une version plus récente est peut-être installée.',
    internal:
      'Une erreur est survenue sur le serveur. Elle est consignée sous l’identifiant de requête ; donnez-le à votre administrateur.',
    unavailable: 'Le serveur démarre ou est surchargé. Réessayez dans un instant.',
    stale_version: 'Quelqu’un d’autre a modifié cet objet entre-temps. Rechargez-le, puis refaites votre modification.',
    not_signed_in: 'Votre session est terminée. Reconnectez-vous.',
    unknown:
      'Une erreur est survenue sur cette page. Rechargez-la ; sinon, donnez ce texte à votre administrateur : {text}',
    chunk:
      'Une partie de la page n’a pas pu être chargée. Rechargez-la : une version plus récente est peut-être installée.',
  },
})

export type ErrorTexts = ReturnType<typeof useTexts<(typeof errorTexts)['en']>>

const ours = new Set<CallErrorCode>([
  'wrong_credentials',
  'no_connection',
  'unexpected_answer',
  'internal',
  'unavailable',
  'stale_version',
  'not_signed_in',
])

/**
 * The sentence shown for an error, from this one place. The server's own sentence is used where it knows more (what is
 * in use, how long a lockout lasts); a sentence of ours where only the code matters.
 */
export function errorText(error: unknown, t: ErrorTexts): string {
  if (error instanceof CallError) {
    const known = error.code as keyof (typeof errorTexts)['en']
    return ours.has(error.code) ? t(known as 'internal') : error.message
  }
  const text = error instanceof Error ? error.message : String(error)
  return /dynamically imported module|module script/i.test(text) ? t('chunk') : t('unknown', { text })
}

/** Would the same call be worth repeating without a change? */
export function isWorthRetrying(error: unknown): boolean {
  return (
    !(error instanceof CallError) ||
    ['no_connection', 'internal', 'unavailable', 'unreachable', 'too_many_requests', 'unexpected_answer'].includes(
      error.code,
    )
  )
}

/** `errorText` in the user's language. */
export function useErrorText(): (error: unknown) => string {
  const t = useTexts(errorTexts)
  return (error) => errorText(error, t)
}
