// URLs as reports may show them: without user, password, and query values that could be secrets.
import { plainName } from '../contract/secrets.ts'
import { decodeForm } from './percent.ts'

const suspicious = /token|secret|password|passwd|apikey|authorization|credential|signature|session/

/** Whether a name, without case and separators, is one that secrets usually have. */
export function isSuspicious(plain: string): boolean {
  return plain === 'key' || suspicious.test(plain)
}

/** Replaces userinfo and the values of secret-looking query parameters by `***`. */
export function redactUrl(
  url: string,
  contract: { secrets: ReadonlyMap<string, unknown> },
): string {
  const withoutUser = url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#@]*@/i, '$1***@')
  return withoutUser.replace(/([?&#])([^=&#]*)=([^&#]*)/g, (whole, mark: string, name: string) => {
    const plain = plainName(decodeForm(name) ?? name)
    const secret = isSuspicious(plain) || contract.secrets.has(plain)
    return secret ? `${mark}${name}=***` : whole
  })
}
