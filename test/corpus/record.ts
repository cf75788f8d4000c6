// Writes both files of recorded traffic anew: npx tsx test/corpus/record.ts
import { writeFile } from 'node:fs/promises'
import { recordCorpus } from './browser.ts'
import { rawCorpus } from './raw.ts'

await writeFile(new URL('recorded.har', import.meta.url), await recordCorpus())
await writeFile(new URL('raw.ndjson', import.meta.url), rawCorpus())
