import { execFile } from 'node:child_process'
import { chownSync, closeSync, constants, openSync, unlinkSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Standard output and standard error of a process, as real pipes. */
export interface OutputPipes {
  /** What the process gets as its descriptors 1 and 2. */
  writeFds: [number, number]
  /** To be called when the process has them: from then on they are read, and end when nobody holds them any more. */
  read(): [Socket, Socket]
}

/**
 * Opens pipes that a script may open by name as well (`echo wrong > /dev/stderr`): those that Node makes are sockets,
 * which the system refuses to open. Null where they cannot be made; then Node's own must do.
 */
export async function openOutputPipes(directory: string, uid?: number): Promise<OutputPipes | null> {
  const paths = [join(directory, 'stdout'), join(directory, 'stderr')]
  const opened: number[] = []
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', ...paths])
    const ends = paths.map((path) => {
      // Not waiting for a writer, which is opened next.
      const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
      opened.push(read)
      const write = openSync(path, constants.O_WRONLY)
      opened.push(write)
      if (uid !== undefined) chownSync(path, uid, uid)
      unlinkSync(path)
      return { read, write }
    })
    const [stdout, stderr] = ends
    if (!stdout || !stderr) return null
    return {
      writeFds: [stdout.write, stderr.write],
      read() {
        closeSync(stdout.write)
        closeSync(stderr.write)
        return [toStream(stdout.read), toStream(stderr.read)]
      },
    }
  } catch {
    for (const fd of opened) closeSync(fd)
    return null
  }
}

function toStream(fd: number): Socket {
  return new Socket({ fd, readable: true, writable: false })
}
