// The header fields that HTTP itself defines, which no contract needs to document (RFC 9110 and its companions).

/** What a request may always carry. */
export const requestFields: readonly string[] = [
  ...['accept', 'accept-charset', 'accept-encoding', 'accept-language', 'authorization'],
  ...['cache-control', 'connection', 'content-encoding', 'content-language', 'content-length'],
  ...['content-type', 'cookie', 'date', 'expect', 'forwarded', 'from', 'host', 'if-match'],
  ...['if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since', 'keep-alive'],
  ...['max-forwards', 'origin', 'pragma', 'prefer', 'proxy-authorization', 'range', 'referer'],
  ...['te', 'traceparent', 'tracestate', 'trailer', 'transfer-encoding', 'upgrade', 'user-agent'],
  ...['via', 'warning'],
]

export const responseFields: Readonly<Record<'own' | 'defined', readonly string[]>> = {
  /** How the message itself is carried: every answer may have them. */
  own: [
    ...['connection', 'content-encoding', 'content-length', 'date', 'keep-alive', 'server'],
    ...['trailer', 'transfer-encoding', 'vary', 'via'],
  ],
  /** Defined, but an answer has them only if the API says so. */
  defined: [
    ...['accept-patch', 'accept-ranges', 'access-control-allow-credentials'],
    ...['access-control-allow-headers', 'access-control-allow-methods'],
    ...['access-control-allow-origin', 'access-control-expose-headers', 'access-control-max-age'],
    ...['age', 'allow', 'alt-svc', 'cache-control', 'content-disposition', 'content-language'],
    ...['content-location', 'content-range', 'content-security-policy', 'content-type', 'etag'],
    ...['expires', 'last-modified', 'link', 'location', 'pragma', 'proxy-authenticate'],
    ...['referrer-policy', 'refresh', 'retry-after', 'set-cookie', 'strict-transport-security'],
    ...['upgrade', 'warning', 'www-authenticate', 'x-content-type-options', 'x-frame-options'],
  ],
}
