import { type IsolatedRun, launcher } from './launcher.ts'

/** One way of shutting a script in. Only builds command lines; every part is an argument of its own, never shell text. */
export interface Isolation {
  name: 'bubblewrap' | 'namespace' | 'plain'
  /** Where the script sees its folder and its home. */
  seen(directory: string): { code: string; home: string }
  /** True when the kernel ends everything the script started, as soon as the first process ends. */
  endsDescendants: boolean
  /** True when the kernel counts the processes of each run by themselves. */
  countsOwnProcesses: boolean
  commandLine(run: IsolatedRun): string[]
}

export interface IsolationTools {
  /** Path of setpriv, which ties the script's life to the server's. */
  setpriv?: string
  bwrap?: string
  unshare?: string
}

const untilServerEnds = (setpriv: string | undefined, ...more: string[]) =>
  setpriv ? [setpriv, '--pdeathsig', 'KILL', ...more, '--'] : []

export const systemFolders = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/etc', '/nix']

/** True for a path that is one of these folders or lies in one. */
export function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => `${path}/`.startsWith(`${folder}/`))
}

/** Read-only system, own processes, private /tmp and nothing else of the machine; the network stays (actions need it). */
export function bubblewrap(
  tools: IsolationTools,
  options: { folders: string[]; hidden: { path: string; folder: boolean }[]; sized: boolean; ownCount: boolean },
): Isolation {
  const tmpfs = (path: string, mb: number) => [
    ...(options.sized ? ['--size', String(mb * 1024 * 1024)] : []),
    '--tmpfs',
    path,
  ]
  return {
    name: 'bubblewrap',
    seen: () => ({ code: '/action', home: '/tmp' }),
    endsDescendants: true,
    countsOwnProcesses: options.ownCount,
    commandLine: (run) => [
      ...untilServerEnds(tools.setpriv),
      tools.bwrap ?? 'bwrap',
      ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
      ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
      ...options.folders.flatMap((folder) => ['--ro-bind', folder, folder]),
      ...['--proc', '/proc', '--dev', '/dev', ...tmpfs('/dev/shm', 64), '--remount-ro', '/dev'],
      ...tmpfs('/tmp', run.limits.fileSizeMb),
      ...run.readable.flatMap((folder) => ['--ro-bind', folder, folder]),
      ...options.hidden
        .filter(({ path }) => isInside(path, [...options.folders, ...run.readable]))
        .flatMap(({ path, folder }) => (folder ? ['--tmpfs', path] : ['--ro-bind', '/dev/null', path])),
      ...['--ro-bind', run.directory, '/action', '--remount-ro', '/', '--chdir', '/tmp', '--'],
      ...launcher(run),
    ],
  }
}

/** Own process ids: the script sees no other process, and nothing it starts outlives it. Files stay as they are. */
export function namespace(tools: IsolationTools, options: { ownCount: boolean }): Isolation {
  // A shell as first process collects orphans and passes the exit code on.
  const firstProcess = ['/bin/sh', '-c', '"$@"; exit "$?"', 'sh']
  return {
    name: 'namespace',
    seen: (directory) => ({ code: directory, home: `${directory}/home` }),
    endsDescendants: true,
    countsOwnProcesses: options.ownCount,
    commandLine: (run) => [
      ...untilServerEnds(tools.setpriv, '--no-new-privs'),
      tools.unshare ?? 'unshare',
      ...['--user', '--map-root-user', '--pid', '--fork', '--kill-child=KILL', '--mount-proc', '--'],
      ...(tools.setpriv ? [tools.setpriv, '--bounding-set', '-all', '--inh-caps', '-all', '--'] : []),
      ...firstProcess,
      ...launcher(run),
    ],
  }
}

/** Limits only; the runner itself looks for what the script left behind. */
export function plain(tools: IsolationTools): Isolation {
  return {
    name: 'plain',
    seen: (directory) => ({ code: directory, home: `${directory}/home` }),
    endsDescendants: false,
    countsOwnProcesses: false,
    commandLine: (run) => [...untilServerEnds(tools.setpriv, '--no-new-privs'), ...launcher(run)],
  }
}
