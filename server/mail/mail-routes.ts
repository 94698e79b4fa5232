import {
  listMails as listContract,
  resendMail as resendContract,
  getMailSetup as setupContract,
} from '@tocsin/contracts/mail.ts'
import { handles, type Route, reads, writes } from '../platform/index.ts'
import { listMails, resendMail } from './mail-queue.ts'

export const mailRoutes: Route[] = [
  handles(setupContract, async ({ instance }) => {
    const { setup } = instance.mailer
    return { setUp: setup !== null, server: setup?.server ?? null, from: setup?.from ?? null }
  }),
  reads(listContract, (tx, { query }) => listMails(tx, query)),
  writes(resendContract, (tx, { actor, params }) => resendMail(tx, actor, params.id)),
]
