// Finds credentials in a pact that is about to be shared, whatever form they have there.
import { isObject, type Json, member } from '../../contract/json.ts'

/** A credential; never itself, only where it is and how long. */
export type PactSecret = { at: string; length: number }

const fields = /^(?:proxy-)?authorization$|^(?:x-)?api-?key$/i
// Words, stars, or a name between brackets: what people and tools write where a key would be.
const word = /^[a-z]{1,12}\d{0,2}(?:[-_. ](?:[a-z]{1,12}\d{0,2}|\d{1,2}))*$/i
const blank = /^(?:[*•x.…]+|<[^<>]*>|\[[^[\]]*\]|\$?\{+[^{}]*\}+)$/i

const isPlaceholder = (text: string) => word.test(text) || blank.test(text)

/** Of `Bearer KEY` the key; of `Basic …` the password; of anything else the whole. */
function credentialIn(value: string): string {
  const [, scheme = '', credential = value.trim()] = /^(\w+)\s+(\S.*)$/s.exec(value.trim()) ?? []
  if (scheme.toLowerCase() !== 'basic') return credential
  const text = Buffer.from(credential, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return /^[\x20-\x7e]+$/.test(text) && colon !== -1 ? text.slice(colon + 1) : credential
}

function* messageSecrets(message: Json | undefined, at: string): Generator<PactSecret> {
  const headers = member(message, 'headers')
  for (const [name, value] of Object.entries(isObject(headers) ? headers : {})) {
    if (!fields.test(name)) continue
    for (const each of [value].flat()) {
      const credential = typeof each === 'string' ? credentialIn(each) : ''
      if (credential === '' || isPlaceholder(credential)) continue
      yield { at: `${at} sends ${name}`, length: credential.length }
    }
  }
}

/** Credentials in the header fields of a pact's interactions, unless they are plain placeholders. */
export function* pactSecrets(pact: Json): Generator<PactSecret> {
  const interactions = member(pact, 'interactions')
  for (const [index, each] of (Array.isArray(interactions) ? interactions : []).entries()) {
    const at = `interaction #${index}`
    yield* messageSecrets(member(each, 'request'), at)
    yield* messageSecrets(member(each, 'response'), at)
  }
}
