// The way to a provider: directly, or through the proxy that the environment names.
import { X509Certificate } from 'node:crypto'
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import { ToolError } from '../../errors.ts'

export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

export type Route = {
  /** The environment with `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in either case. */
  env: ProxyEnvironment
  /** PEM text of the certificates to trust, instead of those that Node trusts. */
  ca: string | undefined
  /** How long to try to connect. */
  milliseconds: number
}

type Proxies = { httpProxy: string; httpsProxy: string; noProxy: string }

/**
 * The proxies of the environment; lower case wins, as in curl.
 *
 * @throws {ToolError} E_CONFIG where one is no URL. It is not shown: it may hold a password.
 */
export function proxiesOf(env: ProxyEnvironment): Proxies {
  const value = (name: string) => (env[name.toLowerCase()] ?? env[name] ?? '').trim()
  const proxy = (name: string) => {
    const text = value(name)
    if (text === '') return ''
    const protocol = URL.canParse(text) ? new URL(text).protocol : ''
    if (protocol === 'http:' || protocol === 'https:') return text
    const hint = 'Set it to http://host:port or https://host:port, or unset it.'
    throw new ToolError('E_CONFIG', `${name} in the environment is no address of a proxy.`, {
      hint,
    })
  }
  return {
    httpProxy: proxy('HTTP_PROXY'),
    httpsProxy: proxy('HTTPS_PROXY'),
    noProxy: value('NO_PROXY'),
  }
}

/**
 * Looks at the certificates to trust: TLS passes over text that is none, and then trusts nobody.
 *
 * @throws {ToolError} E_CONFIG where the first is no certificate in PEM.
 */
export function assertCertificate(ca: string): void {
  try {
    new X509Certificate(ca)
  } catch (cause) {
    const hint = 'It begins with -----BEGIN CERTIFICATE-----.'
    throw new ToolError('E_CONFIG', 'The certificate to trust is not in PEM.', { hint, cause })
  }
}

/** A dispatcher for one exchange. */
export function openRoute({ env, ca, milliseconds }: Route): Dispatcher {
  const proxies = proxiesOf(env)
  const trust = ca === undefined ? {} : { ca }
  const options = {
    connect: { ...trust, timeout: milliseconds },
    // One deadline holds for the whole exchange; undici's own time-outs start anew with each byte.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Over HTTP/2, undici 7 takes an answer that is reset with NO_ERROR or CANCEL for a whole one.
    allowH2: false,
  }
  // Only a direct agent tells when a connection breaks after the answer was whole.
  if (proxies.httpProxy === '' && proxies.httpsProxy === '') return new Agent(options)
  return new EnvHttpProxyAgent({ ...options, ...proxies, requestTls: trust, proxyTls: trust })
}
