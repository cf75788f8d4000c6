// Evidence as the text of a file: the same bytes for the same evidence, and strict when read back.
import { isObject, type Json, member } from '../contract/json.ts'
import { ToolError } from '../errors.ts'
import { type Evidence, mergeEvidence } from './evidence.ts'

/** JSON with sorted keys and sets, so that files can be compared and kept under version control. */
export function evidenceText(evidence: Evidence): string {
  return `${JSON.stringify(mergeEvidence(evidence, evidence), null, 2)}\n`
}

function isTexts(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

const place = /^(?:request|response) \//
const fingerprint = /^[0-9a-f]{16}$/

function isPlaces(value: Json | undefined): value is Record<string, Record<string, string[]>> {
  if (!isObject(value)) return false
  return Object.entries(value).every(([key, seen]) => {
    if (!place.test(key) || !isObject(seen)) return false
    return Object.entries(seen).every(([print, facts]) => fingerprint.test(print) && isTexts(facts))
  })
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads what {@link evidenceText} wrote; `path` is what errors call the file. */
export function readEvidence(text: string, path: string): Evidence {
  const file = parsed(text)
  const version = member(file, 'version')
  if (typeof version === 'number' && version !== 1) {
    throw new ToolError(
      'E_INPUT',
      `${path} is evidence of version ${version}; version 1 is known.`,
      {
        hint: 'Read it with the version of this tool that wrote it, or start a new file.',
      },
    )
  }
  const contract = member(file, 'contract')
  const title = member(contract, 'title')
  const versions = member(contract, 'versions')
  const places = member(file, 'places')
  if (version !== 1 || typeof title !== 'string' || !isTexts(versions) || !isPlaces(places)) {
    throw new ToolError('E_INPUT', `${path} is no evidence file.`, {
      hint: 'It was left as it is. Name another file, or remove this one to start anew.',
    })
  }
  return { version, contract: { title, versions }, places }
}
