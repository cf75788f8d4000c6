// Servers that are not there, cannot be trusted, break off, stall, or speak something else than HTTP.
import net from 'node:net'
import { expired, key, otherHost, selfSigned } from './certificates.ts'
import {
  atOnce,
  drip,
  http,
  listen,
  type Misbehaving,
  plain,
  say,
  sayAndClose,
  secure,
} from './start.ts'

const begun = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'

async function nobody() {
  const { url, close } = await listen(net.createServer())
  await close()
  return { url, close: async () => undefined }
}

/** Says something, and resets once that is on its way. */
const sayAndReset = (text: string) =>
  plain((socket) => {
    socket.write(text, 'latin1', () => socket.resetAndDestroy())
  })

const trusted = { key, cert: selfSigned }

export const connections: readonly Misbehaving[] = [
  { name: 'nobody listens', start: nobody, want: 'refused' },
  {
    name: 'a host name that cannot exist',
    // A label longer than 63 characters never leaves the machine as a question.
    start: async () => ({ url: `http://${'a'.repeat(64)}.invalid`, close: async () => undefined }),
    want: 'dns',
  },
  {
    name: 'a certificate signed by itself',
    start: secure(trusted, say(http(''))),
    want: 'tls',
  },
  {
    name: 'a certificate that has expired',
    start: secure({ key, cert: expired }, say(http(''))),
    ca: expired,
    want: 'tls',
  },
  {
    name: 'a certificate for another host',
    start: secure({ key, cert: otherHost }, say(http(''))),
    ca: otherHost,
    want: 'tls',
  },
  {
    name: 'a certificate that the run trusts',
    start: secure(trusted, say(http(''))),
    ca: selfSigned,
    want: 'answer 200',
  },
  {
    name: 'TLS that breaks off in the body',
    start: secure(trusted, sayAndClose(`${begun}Content-Length: 99\r\n\r\n{"id"`)),
    ca: selfSigned,
    want: 'truncated',
  },
  {
    name: 'no TLS where TLS is asked for',
    start: async () => {
      const { url, close } = await atOnce((socket) => void socket.write(http('')))()
      return { url: url.replace('http:', 'https:'), close }
    },
    want: 'tls',
  },
  {
    name: 'a TLS handshake that never ends',
    start: async () => {
      const { url, close } = await atOnce(() => undefined)()
      return { url: url.replace('http:', 'https:'), close }
    },
    want: 'timeout',
    stalls: true,
  },
  {
    name: 'TLS on a port that was asked in plain',
    // The alert that OpenSSL sends: fatal, protocol version.
    start: plain(sayAndClose(Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]))),
    want: 'not-http',
  },
  {
    name: 'a reset on connecting',
    start: atOnce((socket) => socket.resetAndDestroy()),
    want: 'broken-off',
  },
  {
    name: 'a reset before the answer',
    start: plain((s) => s.resetAndDestroy()),
    want: 'broken-off',
  },
  { name: 'a reset within the header', start: sayAndReset(begun), want: 'broken-off' },
  {
    name: 'a reset within the body',
    start: sayAndReset(`${begun}Content-Length: 99\r\n\r\n{"id"`),
    want: 'truncated',
  },
  {
    name: 'closes without an answer',
    start: plain((socket) => void socket.end()),
    want: 'broken-off',
  },
  { name: 'closes within the header', start: plain(sayAndClose(begun)), want: 'broken-off' },
  { name: 'never answers', start: plain(() => undefined), want: 'timeout', stalls: true },
  { name: 'stalls within the header', start: plain(say(begun)), want: 'timeout', stalls: true },
  {
    name: 'stalls within the body',
    start: plain(say(`${begun}Content-Length: 99\r\n\r\n{"id"`)),
    want: 'timeout',
    stalls: true,
  },
  {
    name: 'drips its header',
    start: plain(drip(begun, 'X-A: b\r\n')),
    want: 'timeout',
    stalls: true,
  },
  {
    name: 'drips its body',
    start: plain(drip(`${begun}Content-Length: 9999\r\n\r\n`, ' ')),
    want: 'timeout',
    stalls: true,
  },
  {
    name: 'drips chunks',
    start: plain(drip(`${begun}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n')),
    want: 'timeout',
    stalls: true,
  },
  {
    name: 'an SSH banner',
    start: plain((socket, echo) => void socket.write(`SSH-2.0-OpenSSH_9.6 ${echo}\r\n`)),
    want: 'not-http',
  },
  {
    name: 'an SMTP banner at once',
    start: atOnce((socket) => void socket.write('220 mail.example ESMTP\r\n')),
    want: 'not-http',
  },
  {
    name: 'HTTP/0.9, a body without a header',
    start: plain((socket, echo) => void socket.end(`<html>${echo}</html>`)),
    want: 'not-http',
  },
  { name: 'HTTP/1.0', start: plain(sayAndClose('HTTP/1.0 200 OK\r\n\r\n{}')), want: 'answer 200' },
  {
    name: 'a version that does not exist',
    start: plain(say('HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n')),
    want: 'not-http',
  },
  {
    name: 'the preface of HTTP/2',
    start: plain(say('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')),
    want: 'not-http',
  },
  { name: 'zeros', start: plain(say(Buffer.alloc(4096))), want: 'not-http' },
  {
    name: 'answers before it was asked',
    start: atOnce((socket) => void socket.write(http(''))),
    want: 'answer 200',
  },
  {
    name: 'answers before the request is whole',
    start: plain(sayAndClose(http('Connection: close\r\n', '{}', '413 Content Too Large'))),
    method: 'POST',
    want: 'answer 413',
  },
  {
    name: 'says keep-alive and closes',
    start: plain(sayAndClose(http('Connection: keep-alive\r\nKeep-Alive: timeout=60\r\n'))),
    want: 'answer 200',
  },
]
