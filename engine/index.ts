/**
 * Durable execution of playbook graphs. `@tocsin/engine/playbook/index.ts` and `@tocsin/engine/values/index.ts` are
 * pure and also run in the browser.
 */
export * from './playbook/index.ts'
export * from './values/index.ts'
