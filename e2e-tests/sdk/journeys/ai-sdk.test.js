import assert from "node:assert/strict";
import { test } from "node:test";
import { APICallError } from "ai";
import { chat, messages, responses } from "../clients/ai-sdk.js";
import { modelOf, sides } from "../stack.js";
import { grid } from "./grid.js";

grid(chat);
grid(responses);
grid(messages);

for (const client of [chat, responses, messages]) {
    test(`${client.name} knows an error when it sees one`, async () => {
        const model = modelOf(sides[0], "error-429");

        await assert.rejects(client.ask(model, "Hi", { streamed: false }), (error) => {
            assert.ok(APICallError.isInstance(error), error.stack);
            return error.statusCode === 429 && error.isRetryable;
        });
    });
}
