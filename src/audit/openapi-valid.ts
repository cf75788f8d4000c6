// Rule: the document is valid by the OpenAPI Specification that it names.
import { breach, type ContractRule } from './contract-rule.ts'

export const openapiValid: ContractRule = {
  id: 'openapi-valid',
  title: 'Document is valid OpenAPI',
  why: 'Tools differ in what they make of an invalid document, so it means nothing for sure.',
  severity: 'error',
  message: ({ problem, by }) => `${problem} (${by})`,
  *run({ problems }) {
    for (const { rule, severity, message, pointer, file, line } of problems) {
      yield { ...breach(pointer, { problem: message, by: rule }), severity, place: { file, line } }
    }
  },
}
