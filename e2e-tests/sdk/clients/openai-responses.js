/** The `openai` package, Responses. Nothing is stored: each request brings the whole conversation. */
import { zodTextFormat } from "openai/helpers/zod";
import { openai } from "./openai-chat.js";
import { CITY, CITY_SCHEMA, TOOLS } from "./weather.js";

export const name = "openai-responses";

/** What a request says of its tools: this one, and one at a time. */
export const prescribed = (name) => ({ tool_choice: { type: "function", name } });
export const oneAtATime = { parallel_tool_calls: false };

/** That thoughts are wanted, and brought along by the client. */
export const thinking = {
    reasoning: { effort: "low", summary: "auto" },
    include: ["reasoning.encrypted_content"],
};

export async function ask(model, question, { streamed }) {
    const response = await respond({ model, ...said(question) }, streamed);
    return { text: response.output_text, usages: [usage(response)] };
}

export async function callTools(model, question, names, { streamed, ...more }) {
    const tools = names.map((tool) => ({
        type: "function",
        name: tool,
        description: TOOLS[tool].description,
        parameters: CITY_SCHEMA,
        strict: true,
    }));
    const { instructions, input } = said(question);
    const { tool_choice, ...rest } = more;
    const request = { model, instructions, input, tools, ...rest };
    const asked = await respond({ ...request, tool_choice }, streamed);
    const called = asked.output.filter(({ type }) => type === "function_call");
    const results = called.map((call) => ({
        type: "function_call_output",
        call_id: call.call_id,
        output: TOOLS[call.name].report,
    }));
    const told = await respond(
        { ...request, input: [...input, ...asked.output, ...results] },
        streamed,
    );
    return {
        stoppedForTools: asked.status === "completed",
        calls: called.map((call) => ({ name: call.name, input: JSON.parse(call.arguments) })),
        text: told.output_text,
        thoughts: asked.output
            .filter(({ type }) => type === "reasoning")
            .flatMap(({ summary }) => summary.map((part) => part.text)),
        usages: [usage(asked), usage(told)],
    };
}

/** @param picture a data URL */
export async function look(model, question, picture) {
    const content = [
        { type: "input_text", text: question },
        { type: "input_image", image_url: picture, detail: "auto" },
    ];
    const response = await respond({ model, ...said(content) });
    return { text: response.output_text, usages: [usage(response)] };
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
