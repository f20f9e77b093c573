/** What the journeys are told of the running stack, by whoever started it. */
import { appendFileSync } from "node:fs";

export const url = told("SMOOTHLLM_URL");
export const key = told("SMOOTHLLM_KEY");

/** The providers that are connected: `simulator-<dialect>` or `aimock-<dialect>`. */
export const sides = told("SMOOTHLLM_SIDES").split(",");

const run = told("SMOOTHLLM_RUN");
const usageFile = told("SMOOTHLLM_USAGE_FILE");

/**
 * A model of one provider: one for each client, the same with `-reasoning`, and those that fail,
 * `error-400`, `error-429`, `error-500`, `slow` and `cut`.
 */
export function modelOf(side, kind) {
    return `${side}.${kind}.${run}`;
}

/** Notes what a client was told of its tokens, to be held against what the stack recorded. */
export function note(model, { input, output }) {
    appendFileSync(usageFile, JSON.stringify({ model, input, output }) + "\n");
}

function told(name) {
    const value = process.env[name];
    if (!value) {
        throw new Error(`${name} is not set: the journeys are started by SdkJourneysTest`);
    }
    return value;
}
