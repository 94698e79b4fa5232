/**
 * The text of a frame that shows HTML of a result. The frame is sandboxed; its own policy allows nothing but pictures
 * inside the text, so that looking at it tells nobody (IPB-11).
 */
export function framedHtml(html: string): string {
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'`
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer">${html}`
}
