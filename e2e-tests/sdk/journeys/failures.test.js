import assert from "node:assert/strict";
import { describe, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { anthropic, said } from "../clients/anthropic-messages.js";
import { openai } from "../clients/openai-chat.js";
import { modelOf, sides } from "../stack.js";

/** Each protocol: how it is asked, and which of its events are a piece of text and the good end. */
const PROTOCOLS = [
    {
        name: "openai-chat",
        sdk: OpenAI,
        create: (model, stream) =>
            openai.chat.completions.create({
                model,
                stream,
                messages: [{ role: "user", content: "Hi" }],
            }),
        isText: (chunk) => !!chunk.choices[0]?.delta.content,
        isEnd: (chunk) => !!chunk.choices[0]?.finish_reason,
        isFailure: () => false,
        unknownModel: { code: "model_not_found", param: "model" },
    },
    {
        name: "openai-responses",
        sdk: OpenAI,
        create: (model, stream) =>
            openai.responses.create({ model, stream, store: false, input: "Hi" }),
        isText: ({ type }) => type === "response.output_text.delta",
        isEnd: ({ type }) => type === "response.completed",
        isFailure: ({ type }) => type === "response.failed",
        unknownModel: { code: "model_not_found", param: "model" },
    },
    {
        name: "anthropic-messages",
        sdk: Anthropic,
        create: (model, stream) => anthropic.messages.create({ ...said(model, "Hi"), stream }),
        isText: ({ delta }) => delta?.type === "text_delta",
        isEnd: ({ type }) => type === "message_stop",
        isFailure: () => false,
        unknownModel: { type: "not_found_error" },
    },
];

for (const { name, sdk, create, isText, isEnd, isFailure, unknownModel } of PROTOCOLS) {
    const failures = {
        400: sdk.BadRequestError,
        429: sdk.RateLimitError,
        500: sdk.InternalServerError,
    };

    describe(`${name}, when it fails`, { concurrency: true }, () => {
        test("an unknown model is not found", async () => {
            await assert.rejects(create("no-such-model", false), (error) => {
                assert.ok(error instanceof sdk.NotFoundError, error.stack);
                return matches(error, unknownModel);
            });
        });

        for (const side of sides.filter((side) => side.startsWith("simulator"))) {
            test(`${side} says when to try again`, async () => {
                await assert.rejects(create(modelOf(side, "error-429"), false), ({ headers }) => {
                    assert.equal(headers.get("retry-after"), "1");
                    return true;
                });
            });
        }

        for (const side of sides) {
            for (const [status, type] of Object.entries(failures)) {
                for (const stream of [false, true]) {
                    const how = stream ? "to a stream" : "";

                    test(`${side} answers ${status} ${how}`, async () => {
                        await assert.rejects(
                            create(modelOf(side, `error-${status}`), stream),
                            type,
                        );
                    });
                }
            }

            test(`a stream that ${side} breaks off never looks finished`, async () => {
                const events = [];
                const error = await read(create(modelOf(side, "cut"), true), (event) =>
                    events.push(event),
                );

                assert.ok(events.some(isText), error?.stack ?? "nothing came");
                assert.ok(error instanceof Error || isFailure(events.at(-1)), "nobody was told");
                assert.ok(!events.some(isEnd), "it looks finished");
            });

            test(`a stream of ${side} may be left in the middle`, async () => {
                const events = [];
                const stream = await create(modelOf(side, "slow"), true);
                const error = await read(stream, (event) => {
                    events.push(event);
                    if (isText(event)) {
                        stream.controller.abort();
                    }
                });

                assert.equal(error, undefined);
                assert.ok(events.some(isText), "nothing came");
                assert.ok(!events.some(isEnd), "it was not left");
            });
        }
    });
}

/** Reads to the end. @returns what was thrown on the way, or undefined */
async function read(answer, onEvent) {
    try {
        for await (const event of await answer) {
            onEvent(event);
        }
    } catch (error) {
        return error;
    }
}

function matches(error, expected) {
    for (const [name, value] of Object.entries(expected)) {
        assert.equal(error[name], value, name);
    }
    return true;
}
