/** The `openai` package, Responses. Nothing is stored: each request brings the whole conversation. */
import { zodTextFormat } from "openai/helpers/zod";
import { openai } from "./openai-chat.js";
import { CITY, CITY_SCHEMA, TOOLS } from "./weather.js";

export const name = "openai-responses";

export async function ask(model, question, { streamed }) {
    const response = await respond({ model, ...said(question) }, streamed);
    return { text: response.output_text, usages: [usage(response)] };
}

export async function callTools(model, question, names, { streamed }) {
    const tools = names.map((tool) => ({
        type: "function",
        name: tool,
        description: TOOLS[tool].description,
        parameters: CITY_SCHEMA,
        strict: true,
    }));
    const { instructions, input } = said(question);
    const asked = await respond({ model, instructions, input, tools }, streamed);
    const called = asked.output.filter(({ type }) => type === "function_call");
    const results = called.map((call) => ({
        type: "function_call_output",
        call_id: call.call_id,
        output: TOOLS[call.name].report,
    }));
    const told = await respond(
        { model, instructions, input: [...input, ...asked.output, ...results], tools },
        streamed,
    );
    return {
        stoppedForTools: asked.status === "completed",
        calls: called.map((call) => ({ name: call.name, input: JSON.parse(call.arguments) })),
        text: told.output_text,
        usages: [usage(asked), usage(told)],
    };
}

export async function parse(model, question) {
    const response = await openai.responses.parse({
        model,
        ...said(question),
        store: false,
        text: { format: zodTextFormat(CITY, "city") },
    });
    return { value: response.output_parsed, usages: [usage(response)] };
}

function respond(request, streamed) {
    const unstored = { ...request, store: false };
    return streamed
        ? openai.responses.stream(unstored).finalResponse()
        : openai.responses.create(unstored);
}

function said(question) {
    return { instructions: "Be brief.", input: [{ role: "user", content: question }] };
}

function usage({ usage: { input_tokens: input, output_tokens: output } }) {
    return { input, output };
}
