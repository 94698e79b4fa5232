/** Class of the session advisory locks that say which workers are alive. */
export const WORKER_LOCKS = 0x70c5

export const LEASE_SECONDS = 30

/**
 * Claims work fairly: of each instance that has some due, oldest first, no more than its share; instances with least
 * under way first. Parameters: lane, worker, how many, most per instance of this worker. What it costs must not grow
 * with what waits: each step follows an index (`leased_by > 0` is
 * what names the index of held rows to the planner), and rows of one moment are taken as they come, never sorted.
 */
export const CLAIM = `
  with recursive busy as (
    select instance_role, count(*)::int as active from tocsin.work
    where leased_by = $2 and leased_by > 0 and lane = $1 group by 1
  ), roles as (
    (select instance_role from tocsin.work
      where lane = $1 and (leased_by is null or leased_by = 0) order by instance_role limit 1)
    union all
    select (select w.instance_role from tocsin.work w
      where w.lane = $1 and (w.leased_by is null or w.leased_by = 0) and w.instance_role > r.instance_role
      order by w.instance_role limit 1)
    from roles r where r.instance_role is not null
  ), due as (
    select d.id, coalesce(b.active, 0) + row_number() over (partition by r.instance_role order by d.available_at, d.id) as turn
    from roles r
    left join busy b using (instance_role)
    cross join lateral (
      select id, available_at from tocsin.work
      where lane = $1 and instance_role = r.instance_role and (leased_by is null or leased_by = 0) and available_at <= now()
      order by available_at
      limit greatest(0, least($3, $4 - coalesce(b.active, 0)))
    ) d
    where r.instance_role is not null
  ), chosen as materialized (
    select id from due order by turn, random() limit $3
  ), locked as (
    select w.id, w.leased_by from chosen
    cross join lateral (
      select id, leased_by from tocsin.work
      where id = chosen.id and (leased_by is null or leased_by = 0)
      for update skip locked
    ) w
  )
  update tocsin.work w
  set leased_by = $2, lease_until = now() + interval '${LEASE_SECONDS} seconds', available_at = 'infinity',
    fence = fence + 1, attempts = attempts + 1
  from locked where w.id = locked.id
  returning w.id, w.instance_role as role, w.lane, w.kind, w.ref, w.payload, w.fence, w.attempts,
    locked.leased_by is not null as taken_over`

/** Takes back what dead workers hold: their lock is gone, or their lease is over. */
export const TAKE_BACK = `
  update tocsin.work set leased_by = 0, lease_until = null, available_at = now()
  where leased_by > 0 and (lease_until < now() or leased_by not in (
    select objid::bigint from pg_locks
    where locktype = 'advisory' and classid = ${WORKER_LOCKS} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
  ))`

/** Only what is held in memory is renewed: what was claimed but never arrived is taken back when its lease is over. */
export const RENEW = `
  update tocsin.work set lease_until = now() + interval '${LEASE_SECONDS} seconds'
  where leased_by = $1 and leased_by > 0 and id = any($2::bigint[])`

/** Held rows that were woken. Only whoever reads the news takes the mark away, or a wake could get lost. */
export const SEE_WAKES = `
  select id, fence from tocsin.work where leased_by = $1 and leased_by > 0 and available_at < 'infinity'`

export const HELD = `select id, fence from tocsin.work where leased_by = $1 and leased_by > 0`

/** Gives back claims whose answer was lost on the way: ours in the table, unknown here. */
export const GIVE_BACK_UNKNOWN = `
  update tocsin.work set leased_by = 0, lease_until = null, available_at = now()
  where leased_by = $1 and id <> all($2::bigint[])`

/** Seconds until the next row is due, null for none. */
export const NEXT_DUE = `
  select extract(epoch from min(available_at) - now())::float8 as seconds from tocsin.work
  where (leased_by is null or leased_by = 0) and available_at > now() and available_at < now() + interval '1 hour'`

/** Lets go of everything at a stop: nothing is under way any more. */
export const LET_GO = `
  update tocsin.work set leased_by = 0, lease_until = null, available_at = now() where leased_by = $1`
