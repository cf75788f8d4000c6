// Servers whose body is cut off, too long, endless, or packed in a way that does not unpack.
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import {
  http,
  type Misbehaving,
  plain,
  type Script,
  say,
  sayAndClose,
  sayForEver,
} from './start.ts'

const json = '{"id":"a"}'

const row = (
  name: string,
  script: Script | string | Buffer,
  want: Misbehaving['want'],
): Misbehaving => ({
  name,
  start: plain(typeof script === 'function' ? script : say(script)),
  want,
})

const chunked = (body: string) => http('Transfer-Encoding: chunked\r\n', body)

const framing: readonly Misbehaving[] = [
  row('a body shorter than its length', sayAndClose(http('Content-Length: 99\r\n')), 'truncated'),
  row(
    'a body shorter than its length, and says close',
    sayAndClose(http('Content-Length: 99\r\nConnection: close\r\n')),
    'truncated',
  ),
  row(
    'no body where a length is given',
    sayAndClose(http('Content-Length: 99\r\n', '')),
    'truncated',
  ),
  row('a body longer than its length', http('Content-Length: 9\r\n'), 'surplus-bytes'),
  // Once the connection is at its end, nobody looks at what else may have come.
  row(
    'a body longer than its length, and says close',
    http('Content-Length: 9\r\nConnection: close\r\n'),
    'answer 200',
  ),
  row(
    'a second answer that nothing asked for',
    Buffer.concat([http(''), http('')]),
    'surplus-bytes',
  ),
  row('chunks that are cut off', sayAndClose(chunked('5\r\n{"id"')), 'truncated'),
  row('no last chunk', sayAndClose(chunked('2\r\n{}\r\n')), 'truncated'),
  row('a chunk whose size is a word', chunked('zz\r\n{}\r\n0\r\n\r\n'), 'malformed-body'),
  row('a chunk longer than its size', chunked('1\r\n{}\r\n0\r\n\r\n'), 'malformed-body'),
  row('a chunk size past every integer', chunked(`${'f'.repeat(40)}\r\n{}`), 'malformed-body'),
  row('chunks with trailers', chunked('2\r\n{}\r\n0\r\nX-A: b\r\n\r\n'), 'answer 200'),
  row('204 with a body', http('Content-Length: 2\r\n', '{}', '204 No Content'), 'surplus-bytes'),
  row('204 and a body without a length', 'HTTP/1.1 204 No Content\r\n\r\n{}', 'surplus-bytes'),
  row('204 as it is meant', 'HTTP/1.1 204 No Content\r\n\r\n', 'answer 204'),
  row('205 with a body', http('', '{}', '205 Reset Content'), 'surplus-bytes'),
  row('304 with a length', http('Content-Length: 9\r\n', '', '304 Not Modified'), 'answer 304'),
  { ...row('an answer to HEAD with a body', http(''), 'answer 200'), method: 'HEAD' },
  {
    ...row('an answer to HEAD with a length', http('Content-Length: 99\r\n', ''), 'answer 200'),
    method: 'HEAD',
  },
]

const packed = (encoding: string, bytes: Buffer, more = '') =>
  http(`Content-Encoding: ${encoding}\r\n${more}`, bytes)

const trailing = Buffer.concat([gzipSync(json), Buffer.from('and more')])

const encodings: readonly Misbehaving[] = [
  row('gzip', packed('gzip', gzipSync(json)), 'answer 200'),
  row(
    'gzip in several parts',
    packed('gzip', Buffer.concat([gzipSync('{'), gzipSync('}')])),
    'answer 200',
  ),
  row('gzip twice, and says so', packed('gzip, gzip', gzipSync(gzipSync(json))), 'answer 200'),
  row('gzip twice, and says once', packed('gzip', gzipSync(gzipSync(json))), 'answer 200'),
  row('gzip once, and says twice', packed('gzip, gzip', gzipSync(json)), 'bad-encoding'),
  row('gzip many times', packed(Array(9).fill('gzip').join(), gzipSync(json)), 'unknown-encoding'),
  row('gzip that is none', packed('gzip', Buffer.from(json)), 'bad-encoding'),
  row('gzip that is cut off', packed('gzip', gzipSync(json).subarray(0, -9)), 'bad-encoding'),
  row(
    'gzip with a wrong checksum',
    packed('gzip', Buffer.concat([gzipSync(json).subarray(0, -8), Buffer.alloc(8)])),
    'bad-encoding',
  ),
  row('gzip with bytes behind it', packed('gzip', trailing), 'bad-encoding'),
  row(
    'gzip cut off by the connection',
    sayAndClose(packed('gzip', gzipSync(json), 'Content-Length: 99\r\n')),
    'truncated',
  ),
  row('gzip of nothing', packed('gzip', Buffer.alloc(0)), 'answer 200'),
  row('br', packed('br', brotliCompressSync(json)), 'answer 200'),
  row('br that is none', packed('br', Buffer.from(json)), 'bad-encoding'),
  row('deflate', packed('deflate', deflateSync(json)), 'answer 200'),
  row('deflate without zlib', packed('deflate', deflateRawSync(json)), 'bad-encoding'),
  row('zstd', packed('zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])), 'unknown-encoding'),
  row('an encoding that nobody knows', packed('foo', Buffer.from(json)), 'unknown-encoding'),
  row(
    'an encoding named like a member of every object',
    packed('constructor', Buffer.from(json)),
    'unknown-encoding',
  ),
  row(
    '204 with an encoding',
    'HTTP/1.1 204 No Content\r\nContent-Encoding: foo\r\n\r\n',
    'answer 204',
  ),
]

const megabytes = (count: number) => Buffer.alloc(count * 1_000_000)
// A hundred parts of 10 MB each: a gigabyte in a megabyte, made in no time.
const bomb = Buffer.concat(Array(100).fill(gzipSync(megabytes(10))))

export const bombs: readonly Misbehaving[] = [
  row('a gzip bomb', packed('gzip', bomb), 'too-large'),
  row('a gzip bomb within gzip', packed('gzip, gzip', gzipSync(bomb)), 'too-large'),
  row('a br bomb', packed('br', brotliCompressSync(megabytes(11))), 'too-large'),
  row(
    'a body for ever',
    sayForEver('HTTP/1.1 200 OK\r\n\r\n', Buffer.alloc(65_536, 32)),
    'too-large',
  ),
  row(
    'a length past the limit',
    sayForEver('HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n', Buffer.alloc(65_536, 32)),
    'too-large',
  ),
  row(
    'chunks for ever',
    sayForEver(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
      `8000\r\n${' '.repeat(0x8000)}\r\n`,
    ),
    'too-large',
  ),
  row(
    'gzip of nothing for ever',
    sayForEver(
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n',
      Buffer.concat(Array(500).fill(gzipSync(''))),
    ),
    'too-large',
  ),
]

export const bodies: readonly Misbehaving[] = [...framing, ...encodings]
