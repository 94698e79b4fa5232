import type { LinkState } from './answer-link.ts'

type Moment = (at: Date) => string

/** The few words of the page behind a mailed link, in English and French: nobody is signed in there, so the browser says which. */
export interface AnswerTexts {
  lang: string
  asks(playbook: string): string
  yourAnswer: string
  confirm(answer: string): string
  until(at: string, answer: string): string
  note: string
  taken: string
  takenText(answer: string): string
  dead: string
  unknown: string
  tooMany: string
  failed: string
  why(state: Exclude<LinkState, { is: 'open' }>, moment: Moment): string
}

const english: AnswerTexts = {
  lang: 'en',
  asks: (playbook) => `The playbook “${playbook}” asks`,
  yourAnswer: 'Your answer',
  confirm: (answer) => `Answer “${answer}”`,
  until: (at, answer) => `Without an answer by ${at} it goes on with “${answer}”.`,
  note: 'Nothing has happened yet. The playbook goes on when you confirm; an answer cannot be taken back.',
  taken: 'Thank you',
  takenText: (answer) => `Your answer “${answer}” was taken, and the playbook goes on. You can close this page.`,
  dead: 'This link is over',
  unknown: 'This link is not one of this instance. It may have been cut off on its way: copy it whole from the mail.',
  tooMany: 'Too many calls from your network. Wait a minute and open the link again.',
  failed: 'Something went wrong here, and nothing was changed. Open the link again in a moment.',
  why(state, moment) {
    if (state.is === 'used') return `This link was used on ${moment(state.at)}; each works once.`
    if (state.is === 'answered') {
      return `The question was answered with “${state.answer}”${state.by ? ` by ${state.by}` : ''} on ${moment(state.at)}.`
    }
    if (state.is === 'expired') return `The time to answer ended on ${moment(state.at)}.`
    return 'The playbook does not wait for this answer any more: it was ended, or the step was started again.'
  },
}

const french: AnswerTexts = {
  lang: 'fr',
  asks: (playbook) => `Le playbook « ${playbook} » demande`,
  yourAnswer: 'Votre réponse',
  confirm: (answer) => `Répondre « ${answer} »`,
  until: (at, answer) => `Sans réponse avant le ${at}, il continue avec « ${answer} ».`,
  note: 'Rien ne s’est encore passé. Le playbook continue quand vous confirmez ; une réponse ne peut pas être reprise.',
  taken: 'Merci',
  takenText: (answer) =>
    `Votre réponse « ${answer} » a été prise en compte, le playbook continue. Vous pouvez fermer cette page.`,
  dead: 'Ce lien n’est plus valable',
  unknown:
    'Ce lien n’est pas un lien de cette instance. Il a peut-être été tronqué : copiez-le en entier depuis le message.',
  tooMany: 'Trop d’appels depuis votre réseau. Attendez une minute et rouvrez le lien.',
  failed: 'Un problème est survenu et rien n’a été modifié. Rouvrez le lien dans un instant.',
  why(state, moment) {
    if (state.is === 'used') return `Ce lien a été utilisé le ${moment(state.at)} ; chacun ne sert qu’une fois.`
    if (state.is === 'answered') {
      return `La question a reçu la réponse « ${state.answer} »${state.by ? ` de ${state.by}` : ''} le ${moment(state.at)}.`
    }
    if (state.is === 'expired') return `Le délai de réponse s’est terminé le ${moment(state.at)}.`
    return 'Le playbook n’attend plus cette réponse : il a été arrêté, ou l’étape a été relancée.'
  },
}

/** By the header of the browser; English for all other languages. */
export function answerTexts(acceptLanguage: string | undefined): AnswerTexts {
  return acceptLanguage?.trim().toLowerCase().startsWith('fr') ? french : english
}
