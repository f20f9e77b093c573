/** The `@anthropic-ai/sdk` package. */
import Anthropic from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { key, url } from "../stack.js";
import { CITY, CITY_SCHEMA, TOOLS } from "./weather.js";

export const anthropic = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });

export const name = "anthropic-messages";

export async function ask(model, question, { streamed }) {
    const message = await create(said(model, question), streamed);
    return { text: text(message), usages: [usage(message)] };
}

export async function callTools(model, question, names, { streamed, ...more }) {
    const tools = names.map((tool) => ({
        name: tool,
        description: TOOLS[tool].description,
        input_schema: CITY_SCHEMA,
    }));
    const request = { ...said(model, question), ...more, tools };
    const asked = await create(request, streamed);
    const called = asked.content.filter(({ type }) => type === "tool_use");
    const results = called.map((call) => ({
        type: "tool_result",
        tool_use_id: call.id,
        content: TOOLS[call.name].report,
    }));
    const answers = [
        { role: "assistant", content: asked.content },
        { role: "user", content: results },
    ];
    const told = await create(
        { ...request, messages: [...request.messages, ...answers] },
        streamed,
    );
    return {
        stoppedForTools: asked.stop_reason === "tool_use",
        calls: called.map(({ name, input }) => ({ name, input })),
        text: text(told),
        thinking: asked.content.filter(({ type }) => type === "thinking"),
        usages: [usage(asked), usage(told)],
    };
}

export async function parse(model, question) {
    const message = await anthropic.messages.parse({
        ...said(model, question),
        output_config: { format: zodOutputFormat(CITY) },
    });
    return { value: message.parsed_output, usages: [usage(message)] };
}

export function create(request, streamed) {
    return streamed
        ? anthropic.messages.stream(request).finalMessage()
        : anthropic.messages.create(request);
}

export function said(model, question) {
    return {
        model,
        max_tokens: 4000,
        system: "Be brief.",
        messages: [{ role: "user", content: question }],
    };
}

export function text({ content }) {
    return content
        .filter(({ type }) => type === "text")
        .map((block) => block.text)
        .join("");
}

/** Anthropic counts what went through the prompt cache apart; the stack's reports do not. */
export function usage({ usage: told }) {
    return {
        input:
            told.input_tokens +
            (told.cache_read_input_tokens ?? 0) +
            (told.cache_creation_input_tokens ?? 0),
        output: told.output_tokens,
    };
}
