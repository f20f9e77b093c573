/** The `@anthropic-ai/sdk` package. */
import Anthropic from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { key, url } from "../stack.js";
import { CITY, CITY_SCHEMA, TOOLS } from "./weather.js";

export const anthropic = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });

export const name = "anthropic-messages";

/** What a request says of its tools: this one, and one at a time. */
export const prescribed = (name) => ({ tool_choice: { type: "tool", name } });
export const oneAtATime = { tool_choice: { type: "auto", disable_parallel_tool_use: true } };

/** That thoughts are wanted. */
export const thinking = { thinking: { type: "enabled", budget_tokens: 1024 } };

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
    const { tool_choice, ...rest } = more;
    const request = { ...said(model, question), ...rest, tools };
    const asked = await create({ ...request, tool_choice }, streamed);
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
        thoughts: asked.content
            .filter(({ type }) => type === "thinking")
            .map((block) => block.thinking),
        usages: [usage(asked), usage(told)],
    };
}

/** @param picture a data URL */
export async function look(model, question, picture) {
    const [, media_type, data] = picture.match(/^data:(.*);base64,(.*)$/);
    const content = [
        { type: "text", text: question },
        { type: "image", source: { type: "base64", media_type, data } },
    ];
    const message = await create(said(model, content));
    return { text: text(message), usages: [usage(message)] };
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
