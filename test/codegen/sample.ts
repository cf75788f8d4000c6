// Contracts for the tests of code generation, made from inline YAML as the loader would make them from a file.
import { loadContractText } from '../../src/adapters/contract-file.ts'
import type { Contract } from '../../src/contract/contract.ts'

/** Two operations and schemas of every awkward kind. */
export const providers = `
openapi: 3.1.0
info: { title: Providers, version: 1.0.0 }
paths:
  /providers/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string, format: uuid } }
    get:
      operationId: getProvider
      summary: Get a provider
      parameters:
        - { name: verbose, in: query, schema: { type: boolean } }
      responses:
        '200':
          description: The provider
          content:
            application/json: { schema: { $ref: '#/components/schemas/Provider' } }
        '404':
          description: None
          content:
            application/problem+json: { schema: { $ref: '#/components/schemas/problem' } }
    put:
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/ProviderUpdate' } }
      responses: { '204': { description: Done } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key, description: The key }
  schemas:
    Provider:
      type: object
      required: [accountSid, trunkSid, name]
      properties:
        name: { type: [string, 'null'], maxLength: 40, description: Shown to people }
        accountSid: { $ref: '#/components/schemas/AccountSid' }
        trunkSid: { type: [string, 'null'], pattern: '^TK[a-f0-9]{32}$' }
        parentSid: { anyOf: [{ $ref: '#/components/schemas/AccountSid' }, { type: 'null' }] }
        uri: { type: string, pattern: '^sip:[a-z0-9-]+\\.pstn\\.twilio\\.com$' }
        details: { type: object }
        state: { type: string, enum: [on, off], default: on }
        checks:
          type: [array, 'null']
          items: { type: object, required: [at], properties: { at: { type: string, format: date-time } } }
    AccountSid: { type: string, pattern: '^AC[a-f0-9]{32}$' }
    ProviderUpdate:
      type: object
      required: [authToken]
      properties: { authToken: { type: string, writeOnly: true } }
    problem: { type: object, required: [title], properties: { title: { type: string } } }
`

export function contractOf(text: string, path = 'openapi/test.yaml'): Promise<Contract> {
  return loadContractText(path, text)
}

/** The smallest document around some component schemas, given as JSON. */
export function schemasOnly(schemas: Record<string, unknown>): Promise<Contract> {
  const info = { title: 'Schemas', version: '1' }
  return contractOf(JSON.stringify({ openapi: '3.1.0', info, paths: {}, components: { schemas } }))
}
