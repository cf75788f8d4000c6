// URLs as reports may show them: without user, password, and query values that could be secrets.
import { plainName } from '../contract/secrets.ts'
import { decodeForm } from './percent.ts'

const suspicious = /token|secret|password|passwd|apikey|authorization|credential|signature|session/

/** Replaces userinfo and the values of secret-looking query parameters by `***`. */
export function redactUrl(
  url: string,
  contract: { secrets: ReadonlyMap<string, unknown> },
): string {
  const withoutUser = url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#@]*@/i, '$1***@')
  return withoutUser.replace(/([?&#])([^=&#]*)=([^&#]*)/g, (whole, mark: string, name: string) => {
    const plain = plainName(decodeForm(name) ?? name)
    const secret = plain === 'key' || suspicious.test(plain) || contract.secrets.has(plain)
    return secret ? `${mark}${name}=***` : whole
  })
}
