// What stopped the tool, as opposed to what is wrong with the API: the one error thrown on purpose.

/** Why a run could not do its job; every code leads to exit code 2. */
export type ToolErrorCode =
  | 'E_USAGE'
  | 'E_CONFIG'
  | 'E_CONTRACT'
  | 'E_INPUT'
  | 'E_OUTPUT'
  | 'E_PROVIDER'
  | 'E_DEPENDENCY'

/**
 * An error that names what failed, where, and what to do about it.
 *
 * `message` says what failed and where (`openapi/blackbox.yaml:41:7 $ref '#/x' not found.`);
 * `hint` says what to do next and is printed after it. Neither ever holds a secret.
 */
export class ToolError extends Error {
  override readonly name = 'ToolError'
  readonly code: ToolErrorCode
  readonly hint: string

  constructor(
    code: ToolErrorCode,
    message: string,
    options: { hint?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? ''
  }
}

/** Whether a caught value is a {@link ToolError}. */
export function isToolError(error: unknown): error is ToolError {
  return error instanceof ToolError
}
