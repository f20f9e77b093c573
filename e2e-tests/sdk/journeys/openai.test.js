import assert from "node:assert/strict";
import { describe, test } from "node:test";
import OpenAI from "openai";
import * as chat from "../clients/openai-chat.js";
import * as responses from "../clients/openai-responses.js";
import { CITY_SCHEMA, TOOLS } from "../clients/weather.js";
import { key, modelOf, note, sides, url } from "../stack.js";
import { details, simulated, thoughts } from "./details.js";
import { grid } from "./grid.js";

grid(chat);
grid(responses);

const COUNT = {
    type: "function",
    function: {
        name: "count",
        parameters: {
            type: "object",
            properties: { stars: { type: "integer" } },
            required: ["stars"],
        },
    },
};

describe("openai-responses, in detail", { concurrency: true }, () => {
    details(responses);
    thoughts(responses);
});

describe("openai-chat, in detail", { concurrency: true }, () => {
    details(chat);

    for (const side of simulated) {
        for (const streamed of [false, true]) {
            const how = streamed ? "streamed" : "whole";

            test(`a number keeps all its digits, ${side}, ${how}`, async () => {
                const model = modelOf(side, chat.name);
                const asked = {
                    model,
                    messages: [{ role: "user", content: "How many?" }],
                    tools: [COUNT],
                };
                const completion = await chat.complete(asked, streamed);
                note(model, chat.usage(completion));

                const [call] = completion.choices[0].message.tool_calls;
                // More than a double can hold, and a double is what JavaScript would make of it.
                assert.equal(
                    call.function.arguments.replaceAll(" ", ""),
                    '{"stars":9007199254740993}',
                );
            });
        }

        test(`a word stops the answer, ${side}`, async () => {
            const model = modelOf(side, chat.name);
            const messages = [{ role: "user", content: "Talk, but not of STOP here!" }];
            const completion = await chat.complete({ model, messages, stop: "STOP" }, true);
            note(model, chat.usage(completion));

            assert.equal(completion.choices[0].finish_reason, "stop");
            assert.match(completion.choices[0].message.content, /not of $/u);
        });

        test(`an answer that is too long is cut, ${side}`, async () => {
            const model = modelOf(side, chat.name);
            const messages = [{ role: "user", content: "Talk!" }];
            const completion = await chat.complete({ model, messages, max_completion_tokens: 5 });
            note(model, chat.usage(completion));

            assert.equal(completion.choices[0].finish_reason, "length");
            assert.equal(completion.usage.completion_tokens, 5);
        });
    }

    for (const side of sides) {
        test(`thinking never mixes with the answer, ${side}`, async () => {
            const model = modelOf(side, `${chat.name}-reasoning`);
            const messages = [{ role: "user", content: "Think of Zürich." }];
            const whole = await chat.complete({ model, messages }, false);
            const streamed = await chat.complete({ model, messages }, true);
            note(model, chat.usage(whole));
            note(model, chat.usage(streamed));

            const answer = whole.choices[0].message;
            assert.match(answer.content, /^Hello/u);
            assert.equal(streamed.choices[0].message.content, answer.content);
            if (side === "simulator-openai") {
                assert.ok(whole.usage.completion_tokens_details.reasoning_tokens > 0);
            } else {
                assert.match(answer.reasoning_content, /🤔/u);
            }
        });
    }

    for (const side of sides) {
        test(`the SDK's own loop calls tools until there is an answer, ${side}`, async () => {
            const model = modelOf(side, "aside");
            const messages = [{ role: "user", content: "How is the weather in Zürich?" }];
            const cities = [];
            const weather = {
                name: "weather",
                description: TOOLS.weather.description,
                parameters: CITY_SCHEMA,
                parse: JSON.parse,
                function: async ({ city }) => {
                    cities.push(city);
                    return TOOLS.weather.report;
                },
            };
            const tools = [{ type: "function", function: weather }];
            const text = await chat.openai.chat.completions
                .runTools({ model, messages, tools })
                .finalContent();

            assert.match(cities.join(), /^[^,]*Zürich[^,]*$/u);
            assert.ok(text.includes(TOOLS.weather.report), text);
        });
    }

    test("every answer has an id to ask about", async () => {
        const request = {
            model: modelOf(sides[0], "aside"),
            messages: [{ role: "user", content: "Hi" }],
        };
        const { request_id: id } = await chat.openai.chat.completions
            .create(request)
            .withResponse();

        assert.match(id, /^req_/u);
    });

    test("the models of the key are listed", async () => {
        const listed = [];
        for await (const { id } of chat.openai.models.list()) {
            listed.push(id);
        }

        assert.ok(listed.includes(modelOf(sides[0], chat.name)));
    });

    test("what a provider cannot do is refused by name", async () => {
        const side = sides.find((side) => side.endsWith("anthropic"));
        const messages = [{ role: "user", content: "Hi" }];
        const request = { model: modelOf(side, "aside"), messages, n: 2 };

        await assert.rejects(chat.complete(request), { status: 400, param: "n" });
    });

    test("a wrong key is refused", async () => {
        const stranger = new OpenAI({ baseURL: `${url}/v1`, apiKey: `${key}x`, maxRetries: 0 });

        await assert.rejects(stranger.models.list(), (error) => {
            assert.ok(error instanceof OpenAI.AuthenticationError);
            return error.code === "invalid_api_key";
        });
    });
});
