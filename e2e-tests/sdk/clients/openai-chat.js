/** The `openai` package, Chat Completions. */
import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { key, url } from "../stack.js";
import { CITY, CITY_SCHEMA, TOOLS } from "./weather.js";

export const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });

export const name = "openai-chat";

/** What a request says of its tools: this one, and one at a time. */
export const prescribed = (name) => ({ tool_choice: { type: "function", function: { name } } });
export const oneAtATime = { parallel_tool_calls: false };

export async function ask(model, question, { streamed }) {
    const completion = await complete({ model, messages: said(question) }, streamed);
    return { text: completion.choices[0].message.content, usages: [usage(completion)] };
}

export async function callTools(model, question, names, { streamed, ...more }) {
    const tools = names.map((tool) => ({
        type: "function",
        function: { name: tool, description: TOOLS[tool].description, parameters: CITY_SCHEMA },
    }));
    const messages = said(question);
    const asked = await complete({ model, messages, tools, ...more }, streamed);
    const [{ message, finish_reason: why }] = asked.choices;
    const calls = message.tool_calls.map(({ function: { name, arguments: json } }) => ({
        name,
        input: JSON.parse(json),
    }));
    const results = message.tool_calls.map((call) => ({
        role: "tool",
        tool_call_id: call.id,
        content: TOOLS[call.function.name].report,
    }));
    const told = await complete(
        { model, messages: [...messages, message, ...results], tools },
        streamed,
    );
    return {
        stoppedForTools: why === "tool_calls",
        calls,
        text: told.choices[0].message.content,
        usages: [usage(asked), usage(told)],
    };
}

/** @param picture a data URL */
export async function look(model, question, picture) {
    const content = [
        { type: "text", text: question },
        { type: "image_url", image_url: { url: picture } },
    ];
    const completion = await complete({ model, messages: said(content) });
    return { text: completion.choices[0].message.content, usages: [usage(completion)] };
}

export async function parse(model, question) {
    const completion = await openai.chat.completions.parse({
        model,
        messages: said(question),
        response_format: zodResponseFormat(CITY, "city"),
    });
    return { value: completion.choices[0].message.parsed, usages: [usage(completion)] };
}

export function complete(request, streamed) {
    return streamed
        ? openai.chat.completions
              .stream({ ...request, stream_options: { include_usage: true } })
              .finalChatCompletion()
        : openai.chat.completions.create(request);
}

function said(question) {
    return [
        { role: "system", content: "Be brief." },
        { role: "user", content: question },
    ];
}

export function usage({ usage: { prompt_tokens: input, completion_tokens: output } }) {
    return { input, output };
}
