import {
  checkMailServer as checkContract,
  discardMail as discardContract,
  listMails as listContract,
  resendMail as resendContract,
  getMailSetup as setupContract,
  sendTestMail as testContract,
} from '@tocsin/contracts/mail.ts'
import { handles, type Route, reads, writes } from '../platform/index.ts'
import { discardMail, listMails, resendMail } from './mail-queue.ts'
import { checkMailServer, sendTestMail } from './mail-server.ts'

export const mailRoutes: Route[] = [
  handles(setupContract, async ({ instance }) => {
    const { setup } = instance.mailer
    return { setUp: setup !== null, server: setup?.server ?? null, from: setup?.from ?? null }
  }),
  reads(listContract, (tx, { query }) => listMails(tx, query)),
  writes(discardContract, async (tx, { actor, params }) => {
    await discardMail(tx, actor, params.id)
    return undefined
  }),
  handles(checkContract, ({ instance }) => checkMailServer(instance)),
  handles(testContract, ({ instance, actor, body }) => sendTestMail(instance, actor, body.to)),
  writes(resendContract, (tx, { actor, params }) => resendMail(tx, actor, params.id)),
]
