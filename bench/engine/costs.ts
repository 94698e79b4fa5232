import { readFileSync } from 'node:fs'
import type pg from 'pg'

/** What carrying runs costs, whoever else uses the processors: times are those of the processes, not of the clock. */
export interface Costs {
  /** Processor time of the program and of PostgreSQL, in microseconds. */
  programUs: number
  postgresUs: number
  walBytes: number
  commits: number
}

const TICK_US = 10_000

/** Reads the counters of now; the difference of two readings, divided by the runs between them, is the cost of one. */
export async function readCosts(pool: pg.Pool, program: number): Promise<Costs> {
  const { rows } = await pool.query(
    `select pg_current_wal_insert_lsn() - '0/0' as wal, (select array_agg(pid) from pg_stat_activity) as pids,
      (select xact_commit from pg_stat_database where datname = current_database()) as commits`,
  )
  const pids: number[] = rows[0].pids
  return {
    programUs: processorTime(program),
    postgresUs: pids.reduce((sum, pid) => sum + processorTime(pid), 0),
    walBytes: Number(rows[0].wal),
    commits: Number(rows[0].commits),
  }
}

/** Rounded costs of one of `runs`. */
export function costsOfOne(before: Costs, after: Costs, runs: number): Costs {
  const of = (name: keyof Costs) => Math.round(((after[name] - before[name]) / runs) * 100) / 100
  return { programUs: of('programUs'), postgresUs: of('postgresUs'), walBytes: of('walBytes'), commits: of('commits') }
}

/** 0 for a process that is gone. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function processorTime(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * TICK_US
  } catch {
    return 0
  }
}
