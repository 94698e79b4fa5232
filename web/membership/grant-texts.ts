import type { GrantName } from '@tocsin/contracts/link.ts'
import { type Catalogue, catalogue } from '../i18n/index.ts'

type Keys = Record<GrantName | `${GrantName}Help`, string>

/** What each grant is called, and what it allows, for both sides of the link (FLT-10). */
export const grantTexts: Catalogue<Keys> = catalogue({
  en: {
    metrics: 'Figures',
    metricsHelp: 'Counts of incidents, without any text of theirs',
    'incident-list': 'Incident list',
    'incident-listHelp': 'Label, title, owner and state of every incident',
    'incident-detail': 'Incident detail',
    'incident-detailHelp': 'Read one incident when it is opened',
    act: 'Act on incidents',
    actHelp: 'Change status, close and assign',
    'run-playbooks': 'Run playbooks',
    'run-playbooksHelp': 'Start the playbooks that are marked for it',
    content: 'Receive content',
    contentHelp: 'Playbooks, custom fields and what they need arrive here when the MSSP pushes them',
    connect: 'Connect',
    connectHelp: 'Staff of the MSSP sign in here with the profile chosen, for one session at a time',
  },
  fr: {
    metrics: 'Chiffres',
    metricsHelp: 'Nombres d’incidents, sans aucun de leurs textes',
    'incident-list': 'Liste des incidents',
    'incident-listHelp': 'Étiquette, titre, propriétaire et état de chaque incident',
    'incident-detail': 'Détail d’incident',
    'incident-detailHelp': 'Lire un incident lorsqu’il est ouvert',
    act: 'Agir sur les incidents',
    actHelp: 'Changer l’état, clore et attribuer',
    'run-playbooks': 'Lancer des playbooks',
    'run-playbooksHelp': 'Lancer les playbooks marqués pour cela',
    content: 'Recevoir du contenu',
    contentHelp: 'Playbooks, champs et ce dont ils ont besoin arrivent ici quand le MSSP les envoie',
    connect: 'Connexion',
    connectHelp: 'Le personnel du MSSP se connecte ici avec le profil choisi, une session à la fois',
  },
})
