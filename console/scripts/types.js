// Makes src/api/schema/*.ts from the documents that the services' builds leave in target/openapi.
// `--check` only looks whether they are what they would be made to.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const SERVICES = ['keys', 'provider', 'usage'];
const checking = process.argv.includes('--check');
let stale = false;

for (const service of SERVICES) {
  const document = new URL(`../../${service}-service/target/openapi/openapi.json`, import.meta.url);
  const made = new URL(`../src/api/schema/${service}.ts`, import.meta.url);
  if (!existsSync(document)) {
    console.error(`${service}-service was not built yet: mvn -pl ${service}-service -am package`);
    process.exit(1);
  }
  const header = `// Made from ${service}-service's OpenAPI document by scripts/types.js.\n\n`;
  const types = header + astToString(await openapiTS(document));
  if (!checking) {
    writeFileSync(made, types);
  } else if (!existsSync(made) || readFileSync(made, 'utf8') !== types) {
    console.error(`src/api/schema/${service}.ts is stale: npm run types`);
    stale = true;
  }
}
process.exit(stale ? 1 : 0);
