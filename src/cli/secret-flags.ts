// Refuses secrets in argv and in config files, where other users and commits would see them.
import { ToolError, type ToolErrorCode } from '../errors.ts'

const secretName =
  /^(?:(?:blackbox|dasha|x|auth|access|bearer|client)?(?:api)?(?:key|token|secret)|authorization|auth|password|passwd|credentials?)s?$/

/** Whether a name asks for a secret: `api-key`, `apiKey`, `TOKEN`. */
function isSecretName(name: string): boolean {
  return secretName.test(name.toLowerCase().replace(/[-_.]/g, ''))
}

/** Throws for a name that asks for a secret; names the name, never the value. */
export function refuseSecret(name: string, place: string, code: ToolErrorCode): void {
  if (!isSecretName(name)) return
  throw new ToolError(code, `${place} is refused: others could read the key there.`, {
    hint: 'Set the environment variable BLACKBOX_API_KEY instead.',
  })
}
