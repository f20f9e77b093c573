import assert from "node:assert/strict";
import { test } from "node:test";
import { chat, messages, responses } from "../clients/langchain.js";
import { modelOf, sides } from "../stack.js";
import { grid } from "./grid.js";

grid(chat);
grid(responses);
grid(messages);

for (const client of [chat, responses, messages]) {
    test(`${client.name} knows an error when it sees one`, async () => {
        const model = modelOf(sides[0], "error-429");

        await assert.rejects(client.ask(model, "Hi", { streamed: false }), { status: 429 });
    });
}
