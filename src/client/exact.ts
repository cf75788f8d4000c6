// The client's type: openapi-fetch's own, but a body has no members that its schema does not know.
import type { Client, FetchResponse, MaybeOptionalInit } from 'openapi-fetch'

type BodyMethod = 'put' | 'post' | 'patch' | 'delete'

type PathsWith<Paths, Method extends BodyMethod> = {
  [Path in keyof Paths]: Paths[Path] extends { [Name in Method]: object } ? Path : never
}[keyof Paths]

type OperationAt<Item, Method extends BodyMethod> = Item extends { [Name in Method]: infer Found }
  ? Found
  : never

/** The documented body, of whatever media type. */
type BodyOf<Operation> = Operation extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: infer Content }
    ? Content[keyof Content]
    : never
  : never

type MemberOf<Union> = Union extends unknown ? keyof Union : never

/** The settings of a call as they were given. A misspelt member of a body has to be `never`, which it is not. */
type Given<Init, Operation> = Init & { [setting: string]: unknown } & (Init extends {
    body: infer Body
  }
    ? { body: { [Name in Exclude<MemberOf<Body>, MemberOf<BodyOf<Operation>>>]: never } }
    : unknown)

type ExactMethod<Paths, Method extends BodyMethod> = <
  Path extends PathsWith<Paths, Method>,
  Operation extends OperationAt<Paths[Path], Method>,
  Init extends MaybeOptionalInit<{ [Name in Method]: Operation }, Method>,
>(
  url: Path,
  ...init: undefined extends Init ? [Given<Init, Operation>?] : [Given<Init, Operation>]
) => Promise<FetchResponse<Operation & Record<string, unknown>, Init, `${string}/${string}`>>

/** A client for the paths that openapi-typescript writes. Calls give `{ data, error, response }`. */
export type ExactClient<Paths extends object> = Omit<Client<Paths>, Uppercase<BodyMethod>> & {
  [Method in BodyMethod as Uppercase<Method>]: ExactMethod<Paths, Method>
}
