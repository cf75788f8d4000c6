// Servers whose status line or header fields are malformed, endless, or odd.
import { atOnce, drip, http, type Misbehaving, plain, say, sayForEver } from './start.ts'

const row = (name: string, text: string | Buffer, want: Misbehaving['want']): Misbehaving => ({
  name,
  start: plain(say(text)),
  want,
})

const status = (line: string) => `HTTP/1.1 ${line}\r\nContent-Length: 2\r\n\r\n{}`

const statuses: readonly Misbehaving[] = [
  row('status 000', status('000 Nothing'), 'bad-status'),
  row('status 099', status('099 Nothing'), 'bad-status'),
  row('status 600', status('600 Beyond'), 'bad-status'),
  row('status 999', status('999 Request denied'), 'bad-status'),
  row('a status of two digits', status('20 OK'), 'bad-status'),
  row('a status of four digits', status('2000 OK'), 'bad-status'),
  row('a status that is a word', status('OK 200'), 'bad-status'),
  row('no reason phrase', status('200'), 'answer 200'),
  row('a reason phrase that is not ASCII', status('200 \xc5\xff'), 'answer 200'),
  {
    name: 'a reason phrase that holds the key',
    start: plain((socket, echo) => void socket.write(status(`999 ${echo}`))),
    want: 'bad-status',
  },
]

const interim: readonly Misbehaving[] = [
  row(
    '103, then the answer',
    Buffer.concat([Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'), http('')]),
    'answer 200',
  ),
  row(
    '100 that nothing asked for',
    Buffer.concat([Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'), http('')]),
    'unasked-continue',
  ),
  {
    name: '100 for ever',
    start: plain(sayForEver('', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100))),
    want: 'unasked-continue',
  },
  {
    name: '103 for ever',
    start: plain(drip('', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n', 2)),
    want: 'timeout',
    stalls: true,
  },
  row(
    '101 to a websocket',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
    'unasked-upgrade',
  ),
  row('101 to nothing', 'HTTP/1.1 101 Switching Protocols\r\n\r\n', 'unasked-upgrade'),
]

const fields: readonly Misbehaving[] = [
  row('NUL in a field', http('X-A: a\0b\r\n'), 'malformed-headers'),
  row('CR in a field', http('X-A: a\rSet-Cookie: b\r\n'), 'malformed-headers'),
  row('line ends without CR', 'HTTP/1.1 200 OK\nContent-Length: 2\n\n{}', 'malformed-headers'),
  row('a field without a name', http(': a\r\n'), 'malformed-headers'),
  row('a field without a colon', http('X-A\r\n'), 'malformed-headers'),
  row('a blank before the colon', http('X-A : b\r\n'), 'malformed-headers'),
  row('a folded field', http('X-A: b\r\n c\r\n'), 'malformed-headers'),
  {
    name: 'a malformed field that holds the key',
    start: plain((socket, echo) => void socket.write(http(`X-A: \0${echo}\r\n`))),
    want: 'malformed-headers',
  },
  row('a field that is not ASCII', http('X-A: \xc5\xff\r\n'), 'answer 200'),
  row('two lengths', http('Content-Length: 10\r\nContent-Length: 11\r\n'), 'malformed-headers'),
  row(
    'a length and chunks',
    http('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '2\r\n{}\r\n0\r\n\r\n'),
    'malformed-headers',
  ),
  row('a negative length', http('Content-Length: -1\r\n'), 'malformed-headers'),
  row('a length that is a word', http('Content-Length: ten\r\n'), 'malformed-headers'),
  row(
    'a length past every integer',
    http(`Content-Length: ${'9'.repeat(40)}\r\n`),
    'malformed-headers',
  ),
  row('a field of 20 kB', http(`X-A: ${'a'.repeat(20_000)}\r\n`), 'headers-too-large'),
  {
    name: 'fields for ever',
    start: plain(sayForEver('HTTP/1.1 200 OK\r\n', 'X-A: b\r\n'.repeat(500))),
    want: 'headers-too-large',
  },
  {
    name: 'a field name for ever',
    start: plain(sayForEver('HTTP/1.1 200 OK\r\n', 'a'.repeat(4000))),
    want: 'headers-too-large',
  },
  {
    name: 'a reason phrase for ever',
    start: plain(drip('HTTP/1.1 200 ', 'a'.repeat(4000), 2)),
    want: 'timeout',
    stalls: true,
  },
  row('cookies', http('Set-Cookie: a=1\r\nSet-Cookie: b=2; Path=/\r\n'), 'answer 200'),
]

/** Points elsewhere by a header field, and keeps what arrives there. */
function pointer(start: string, field: (other: string, own: string) => string) {
  return async () => {
    let heard = ''
    const other = await atOnce((socket) => {
      socket.on('data', (chunk) => {
        heard += chunk.toString('latin1')
        socket.end(http(''))
      })
    })()
    let own = ''
    const first = await plain((socket) => {
      socket.write(http(`${field(other.url, own)}\r\n`, '{}', start))
    })()
    own = first.url
    return {
      url: first.url,
      elsewhere: () => heard,
      close: async () => {
        await Promise.all([first.close(), other.close()])
      },
    }
  }
}

const redirect = (
  name: string,
  code: number,
  location: (other: string, own: string) => string,
): Misbehaving => ({
  name,
  start: pointer(`${code} Redirect`, (other, own) => `Location: ${location(other, own)}`),
  want: `answer ${code}`,
})

const redirects: readonly Misbehaving[] = [
  redirect('a redirect to itself', 302, (_, own) => `${own}/again`),
  redirect('a redirect to another origin', 302, (other) => `${other}/a`),
  redirect('a permanent redirect', 308, (other) => other),
  redirect('a redirect without a scheme', 307, (other) => other.replace('http:', '')),
  redirect('a redirect to a file', 301, () => 'file:///etc/passwd'),
  redirect('a redirect that is no URL', 303, () => 'http://['),
  {
    name: 'a refresh to another origin',
    start: pointer('200 OK', (other) => `Refresh: 0; url=${other}/a`),
    want: 'answer 200',
  },
]

const busy: readonly Misbehaving[] = [
  row('429 for ever', http('Retry-After: 0\r\n', '{}', '429 Too Many Requests'), 'answer 429'),
  row(
    '429 until far beyond any run',
    http('Retry-After: 1000000000\r\n', '{}', '429 Too Many Requests'),
    'answer 429',
  ),
  row(
    '503 until a date that is none',
    http('Retry-After: soon\r\n', '{}', '503 Service Unavailable'),
    'answer 503',
  ),
  row(
    '503 for a negative time',
    http('Retry-After: -5\r\n', '{}', '503 Service Unavailable'),
    'answer 503',
  ),
  row(
    '503 until a date long past',
    http('Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n', '{}', '503 Service Unavailable'),
    'answer 503',
  ),
]

export const headers: readonly Misbehaving[] = [
  ...statuses,
  ...interim,
  ...fields,
  ...redirects,
  ...busy,
]
