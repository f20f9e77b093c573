import assert from "node:assert/strict";
import { describe, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { betaZodTool } from "@anthropic-ai/sdk/helpers/beta/zod";
import * as messages from "../clients/anthropic-messages.js";
import { CITY, TOOLS } from "../clients/weather.js";
import { key, modelOf, note, sides, url } from "../stack.js";
import { details, thoughts } from "./details.js";
import { grid } from "./grid.js";

grid(messages);

describe("anthropic-messages, in detail", { concurrency: true }, () => {
    details(messages);
    thoughts(messages);

    for (const side of sides) {
        test(`tokens are counted before they are spent, ${side}`, async () => {
            const model = modelOf(side, "aside");
            const { max_tokens: _, ...request } = messages.said(
                model,
                "How many tokens are these? 🧮",
            );
            const { input_tokens: counted } =
                await messages.anthropic.messages.countTokens(request);

            assert.ok(counted > 0);
            if (side === "simulator-anthropic") {
                const message = await messages.create({ ...request, max_tokens: 100 }, false);
                assert.equal(counted, message.usage.input_tokens);
            }
        });
    }

    test("the models of the key are listed, page by page, and each is told", async () => {
        const listed = [];
        for await (const { id, type } of messages.anthropic.models.list({ limit: 5 })) {
            assert.equal(type, "model");
            listed.push(id);
        }
        const model = modelOf(sides[0], messages.name);
        const { display_name: name } = await messages.anthropic.models.retrieve(model);

        assert.ok(listed.includes(model));
        assert.equal(new Set(listed).size, listed.length);
        assert.equal(name, model);
        await assert.rejects(
            messages.anthropic.models.retrieve("nobody-has-this"),
            Anthropic.NotFoundError,
        );
    });

    test("a long prompt is read from the cache the second time", async () => {
        const model = modelOf("simulator-anthropic", messages.name);
        const book = {
            type: "text",
            text: `${model} `.repeat(200),
            cache_control: { type: "ephemeral" },
        };
        const request = { ...messages.said(model, "What is it about?"), system: [book] };
        const first = await messages.create(request, false);
        const second = await messages.create(request, true);
        [first, second].forEach((message) => note(model, messages.usage(message)));

        assert.ok(first.usage.cache_creation_input_tokens > 1024);
        assert.equal(second.usage.cache_read_input_tokens, first.usage.cache_creation_input_tokens);
    });

    for (const side of sides) {
        test(`what is in beta is asked as what is not, ${side}`, async () => {
            const model = modelOf(side, messages.name);
            const message = await messages.anthropic.beta.messages.create(
                messages.said(model, "Hi"),
            );
            note(model, messages.usage(message));

            assert.match(messages.text(message), /“Hi”/u);
        });
    }

    for (const side of sides) {
        test(`the SDK's own loop calls tools until there is an answer, ${side}`, async () => {
            const cities = [];
            const weather = betaZodTool({
                name: "weather",
                description: TOOLS.weather.description,
                inputSchema: CITY,
                run: async ({ city }) => {
                    cities.push(city);
                    return TOOLS.weather.report;
                },
            });
            const message = await messages.anthropic.beta.messages.toolRunner({
                ...messages.said(modelOf(side, "aside"), "How is the weather in Zürich?"),
                tools: [weather],
                // No provider is asked to keep the conversation.
                thread: false,
            });

            assert.match(cities.join(), /^[^,]*Zürich[^,]*$/u);
            assert.ok(messages.text(message).includes(TOOLS.weather.report));
        });
    }

    test("every answer has an id to ask about", async () => {
        const request = messages.said(modelOf(sides[0], "aside"), "Hi");
        const { request_id: id } = await messages.anthropic.messages.create(request).withResponse();

        assert.match(id, /^req_/u);
    });

    test("a key may come as a bearer token", async () => {
        const anthropic = new Anthropic({
            baseURL: url,
            apiKey: null,
            authToken: key,
            maxRetries: 0,
        });
        const model = modelOf(sides[0], messages.name);
        const message = await anthropic.messages.create(messages.said(model, "Hi"));
        note(model, messages.usage(message));

        assert.equal(message.role, "assistant");
    });

    for (const [header, credential] of [
        ["x-api-key", { apiKey: `${key}x` }],
        ["a bearer token", { apiKey: null, authToken: `${key}x` }],
    ]) {
        test(`a wrong key is refused, as ${header}`, async () => {
            const stranger = new Anthropic({ baseURL: url, maxRetries: 0, ...credential });
            const request = messages.said(modelOf(sides[0], messages.name), "Hi");

            await assert.rejects(stranger.messages.create(request), (error) => {
                assert.ok(error instanceof Anthropic.AuthenticationError);
                return error.type === "authentication_error";
            });
        });
    }
});
