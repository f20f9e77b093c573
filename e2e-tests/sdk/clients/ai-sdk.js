/** Vercel's AI SDK: one way to ask, three protocols. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { generateObject, generateText, stepCountIs, streamText, tool } from "ai";
import { key, url } from "../stack.js";
import { CITY, TOOLS } from "./weather.js";

globalThis.AI_SDK_LOG_WARNINGS = false;

const openai = createOpenAI({ baseURL: `${url}/v1`, apiKey: key });
const anthropic = createAnthropic({ baseURL: `${url}/v1`, apiKey: key });

export const chat = client("ai-sdk-chat", openai.chat);
/** Unless told so, the SDK names earlier answers by id and expects OpenAI to have kept them. */
export const responses = client("ai-sdk-responses", openai.responses, { openai: { store: false } });
export const messages = client("ai-sdk-messages", anthropic);

function client(name, provider, providerOptions) {
    function said(model, prompt) {
        return {
            model: provider(model),
            system: "Be brief.",
            prompt,
            maxRetries: 0,
            providerOptions,
        };
    }

    async function ask(model, question, { streamed }) {
        const result = await generate(said(model, question), streamed);
        return { text: await result.text, usages: [usage(await result.usage)] };
    }

    async function callTools(model, question, names, { streamed }) {
        const tools = Object.fromEntries(names.map((tool) => [tool, offered(tool)]));
        const result = await generate(
            { ...said(model, question), tools, stopWhen: stepCountIs(3) },
            streamed,
        );
        const steps = await result.steps;
        return {
            stoppedForTools: steps[0].finishReason === "tool-calls",
            calls: steps[0].toolCalls.map(({ toolName: name, input }) => ({ name, input })),
            text: await result.text,
            usages: steps.map((step) => usage(step.usage)),
        };
    }

    async function parse(model, question) {
        const result = await generateObject({ ...said(model, question), schema: CITY });
        return { value: result.object, usages: [usage(result.usage)] };
    }

    return { name, ask, callTools, parse };
}

async function generate(request, streamed) {
    if (!streamed) {
        return generateText(request);
    }
    let failure;
    const result = streamText({ ...request, onError: ({ error }) => (failure = error) });
    await result.consumeStream();
    if (failure) {
        throw failure;
    }
    return result;
}

function offered(name) {
    return tool({
        description: TOOLS[name].description,
        inputSchema: CITY,
        execute: async () => TOOLS[name].report,
    });
}

function usage({ inputTokens: input, outputTokens: output }) {
    return { input, output };
}
